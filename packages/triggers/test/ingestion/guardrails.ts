import type { Guardrail } from '../../src/index.ts';

function guardrail(name: string): Guardrail {
  return { name, type: 'proportion', worse: 'higher', tolerance: { relative: 0, absolute: 0 } };
}

export const options = {
  tick: 10_000,
  lateness: 0,
  guardrails: [guardrail('errors'), guardrail('accuracy')],
  versions: ['v13', 'v12'],
};

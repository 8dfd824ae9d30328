import type { Guardrail } from '../../src/index.ts';
import { errors } from '../support/policies.ts';

export function guardrail(name: string): Guardrail {
  return { ...errors, name };
}

export const options = {
  tick: 10_000,
  lateness: 0,
  guardrails: [guardrail('errors'), guardrail('accuracy')],
  versions: ['v13', 'v12'],
};

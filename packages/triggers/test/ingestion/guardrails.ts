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

export const edges = [10, 100, 1000];
/** One guardrail of each type but a proportion. */
export const otherTypes: Guardrail[] = [
  {
    name: 'crashes',
    type: 'rate',
    worse: 'higher',
    tolerance: { relative: 0 },
    harm: { relative: 0.5 },
  },
  {
    name: 'revenue',
    type: 'mean',
    worse: 'lower',
    range: [0, 50],
    tolerance: { relative: 0, absolute: 0 },
    harm: { absolute: 5 },
  },
  {
    name: 'latency',
    type: 'histogram',
    worse: 'higher',
    edges,
    limits: [{ quantile: 0.99, bound: 100, sustained: { for: 1000, clear: 10 } }],
  },
  { name: 'inputs', type: 'categories', tolerance: { shift: 0.05 } },
];

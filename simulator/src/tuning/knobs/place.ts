import type { ModelPolicy } from '@lastgood/triggers';

/** The keys below the model that lead to a knob. Names of guardrails, and quantiles such as p99.9, may have dots in them. */
export function placeOf({ guardrails }: ModelPolicy, path: string): string[] {
  const guardrail = guardrails
    .filter(({ name }) => path.startsWith(`guardrails.${name}.`))
    .toSorted((left, right) => right.name.length - left.name.length)[0];
  if (!guardrail) return path.split('.');
  const below = path.slice(`guardrails.${guardrail.name}.`.length);
  const limit = /^limit\.(p[\d.]+)\.for$/.exec(below);
  const keys = limit?.[1] === undefined ? below.split('.') : ['limit', limit[1], 'for'];
  return ['guardrails', guardrail.name, ...keys];
}

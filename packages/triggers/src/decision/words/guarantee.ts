import { binTolerance } from '../../evidence/tolerated-bins.ts';
import type { Guardrail, Limit, ModelPolicy } from '../../policy/model.ts';
import { checksOf } from '../checks.ts';
import { attemptRisk } from '../risk.ts';
import { partInWords } from './numbers.ts';

/** What a policy promises, and what it does not: one sentence each. */
export interface Guarantee {
  readonly promises: readonly string[];
  /** What has to be so for the promises to hold; nothing in the counts would show that it is not. */
  readonly conditions: readonly string[];
  /** Where the promise does not reach, or is weaker than it looks. */
  readonly warnings: readonly string[];
}

const conditions = [
  "each request is assigned anew: the flag's rule draws by the request's id, not by the user's",
  'the size of a tick is not influenced by its outcomes: first attempts are counted, not retries',
  'each tick counts once, and only when it is complete for both versions',
];

/** Says in words, with numbers, what a policy promises. */
export function guaranteeOf(policy: ModelPolicy): Guarantee {
  const within = policy.guardrails.some((guardrail) =>
    checksOf(guardrail).some(({ kind }) => kind !== 'sustained'),
  );
  return {
    promises: [...(within ? risks(policy) : []), mostRollbacks(policy)],
    conditions: within ? conditions : [],
    warnings: policy.guardrails.flatMap(warningsOf),
  };
}

function risks(policy: ModelPolicy): string[] {
  const { attempts } = policy.hysteresis;
  const each = Array.from({ length: attempts }, (_, index) => attemptRisk(policy, index + 1));
  const all = partInWords(policy.risk.falseRollback);
  const [first = 0, second] = each;
  return [
    `a version that is within every tolerance and limit is rolled back with a probability of at most ${all}, ` +
      `however long it runs: ${each.map((risk, index) => `${partInWords(risk)} in attempt ${index + 1}`).join(', ')}`,
    // The second attempt only begins after a rollback, and its evidence is fresh.
    ...(second === undefined
      ? []
      : [`it is rolled back twice with a probability of at most ${partInWords(first * second)}`]),
    `of 1,000 such versions at most ${+(1000 * policy.risk.falseRollback).toPrecision(4)} are ever rolled back, on average`,
  ];
}

function mostRollbacks({ hysteresis: { attempts } }: ModelPolicy): string {
  const often = attempts === 1 ? 'once' : `${attempts} times`;
  return `no version is rolled back more often than ${often}: then only a person brings it back`;
}

function warningsOf(guardrail: Guardrail): string[] {
  const { name } = guardrail;
  const warnings = limitsOf(guardrail)
    .filter(({ sustained }) => sustained !== undefined)
    .map(
      ({ bound, sustained }) =>
        `${name}: the limit ${bound} with "${sustained && 'of' in sustained ? 'of' : 'for'}" is the literal rule; ` +
        'it has no stated risk, and what it rolls back by mistake comes on top',
    );
  if (guardrail.type === 'mean' && !guardrail.range && guardrail.tolerance) {
    warnings.push(
      `${name}: without a range the risk is asymptotic, approached as values accumulate`,
    );
  }
  if (guardrail.type === 'histogram' && guardrail.tolerance) {
    const { edges, worse, tolerance } = guardrail;
    const real = binTolerance(edges, worse, tolerance.relative).relative;
    if (real > 1.001 * tolerance.relative) {
      warnings.push(
        `${name}: on these edges a tolerance of ${partInWords(tolerance.relative)} is up to ${partInWords(real)}, ` +
          'since only whole bins can be tolerated',
      );
    }
  }
  if (toleratesNoNoise(guardrail)) {
    warnings.push(
      `${name}: noise inside one version only, such as one bad machine, counts as its fault; ` +
        'a relative tolerance of 10 % or more absorbs the small ones',
    );
  }
  return warnings;
}

function limitsOf(guardrail: Guardrail): readonly Limit[] {
  if ('limits' in guardrail) return guardrail.limits;
  return 'limit' in guardrail ? [guardrail.limit] : [];
}

function toleratesNoNoise({ tolerance }: Guardrail): boolean {
  if (!tolerance || 'shift' in tolerance) return false;
  const absolute = 'absolute' in tolerance ? tolerance.absolute : 0;
  return tolerance.relative < 0.1 && absolute === 0;
}

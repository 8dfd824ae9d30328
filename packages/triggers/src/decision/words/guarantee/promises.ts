import type { ModelPolicy } from '../../../policy/model.ts';
import { checksOf } from '../../checks.ts';
import { attemptRisk, calibrates } from '../../risk.ts';
import { durationInWords, partInWords } from '../numbers.ts';
import type { Coverage } from './coverage.ts';
import { harmInWords } from './harm.ts';
import { where } from './sentences.ts';

/** Of how many rollouts a month people are told; any number would do. */
const rolloutsAMonth = 20;

export function promisesOf(policy: ModelPolicy, coverage: Coverage): string[] {
  const risks = [...falseRollbacks(policy, coverage), ...badPromotion(policy), ...groups(policy)];
  return [...(coverage.stated.length > 0 ? risks : []), mostRollbacks(policy)];
}

function falseRollbacks(policy: ModelPolicy, { compares, stated, unstated }: Coverage): string[] {
  const { attempts } = policy.hysteresis;
  const { falseRollback } = policy.risk;
  const each = Array.from({ length: attempts }, (_, index) => attemptRisk(policy, index + 1));
  const parts = each.map((risk, index) => `${partInWords(risk)} in attempt ${index + 1}`);
  const scope = unstated.length > 0 ? ` on the evidence of ${stated.join(', ')} alone` : '';
  const calibrated = compares && calibrates(policy);
  return [
    `a version that is within every tolerance and limit is rolled back${scope} with a probability of at most ` +
      `${partInWords(falseRollback)}, however long it runs: ${parts.join(', ')}`,
    ...where(calibrated, 'each attempt spends half of its risk on the calibration'),
    ...where(
      attempts > 1,
      `it is rolled back twice with a probability of at most ${partInWords(riskOfTwo(each, calibrated))}`,
    ),
    `of 1,000 such versions at most ${+(1000 * falseRollback).toPrecision(4)} are ever rolled back, on average; ` +
      `${rolloutsAMonth} rollouts a month give at most ${+(rolloutsAMonth * falseRollback).toPrecision(4)} false rollbacks a month`,
  ];
}

/**
 * The second attempt only begins after a rollback, and its evidence is fresh. Its calibration is not: with probability
 * second/2 that misses by what both attempts allow for, and else the evidence trips with probability second/2.
 */
function riskOfTwo([first = 0, second = 0]: readonly number[], calibrated: boolean): number {
  return calibrated ? (second / 2) * (1 + first) : first * second;
}

/** With sticky users a canary may also look better than it is, by whom it has. */
function badPromotion({ guardrails, randomise, risk }: ModelPolicy): string[] {
  const harms = guardrails.flatMap((guardrail) => {
    const harm = harmInWords(guardrail);
    return harm === undefined ? [] : [`${harm} for ${guardrail.name}`];
  });
  return where(
    harms.length > 0 && randomise === 'request',
    'a clearly worse version (worse than tolerated by at least its harm, throughout the step) is promoted with a ' +
      `probability of at most ${partInWords(risk.badPromotion)} in each attempt; harm is ${harms.join('; ')}`,
  );
}

function groups(policy: ModelPolicy): string[] {
  const tested = policy.guardrails.filter((guardrail) =>
    checksOf(guardrail).some(({ kind }) => kind !== 'sustained'),
  );
  const byLateness = Map.groupBy(tested, ({ lateness = policy.lateness }) => lateness);
  const each = [...byLateness]
    .toSorted(([left], [right]) => left - right)
    .map(([lateness, members]) => {
      const names = members.map(({ name }) => name).join(', ');
      return `${names} ${lateness === 0 ? 'at once' : `${durationInWords(lateness)} later`}`;
    });
  return where(
    each.length > 1,
    `guardrails are judged in groups, each by itself and when its outcomes are complete: ${each.join('; ')}; ` +
      'the version is rolled back when any group trips, and they share the risk',
  );
}

function mostRollbacks({ hysteresis: { attempts } }: ModelPolicy): string {
  const often = attempts === 1 ? 'once' : `${attempts} times`;
  return `no version is rolled back more often than ${often}: then only a person brings it back`;
}

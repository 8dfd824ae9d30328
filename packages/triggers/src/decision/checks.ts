import { LastgoodError } from '../errors.ts';
import { boundedMean } from '../evidence/bounded-mean.ts';
import { categories } from '../evidence/categories.ts';
import { histogram } from '../evidence/histogram.ts';
import { meanLimit } from '../evidence/mean-limit.ts';
import { proportionLimit } from '../evidence/proportion-limit.ts';
import { quantileLimit } from '../evidence/quantile-limit.ts';
import { rateLimit } from '../evidence/rate-limit.ts';
import { rate } from '../evidence/rate.ts';
import type { Statistic } from '../evidence/statistic.ts';
import { unboundedMean } from '../evidence/unbounded-mean.ts';
import type { Guardrail, Limit, QuantileLimit, Sustained } from '../policy/model.ts';
import { badProportion } from './bad-proportion.ts';
import { cannotCompare } from './cannot-compare.ts';

/** Evidence within the risk: a comparison with the baseline, or a limit on the canary alone. */
export interface EvidenceCheck {
  readonly kind: 'comparison' | 'limit';
  /** Of the guardrail's own options, state and samples; nobody else looks into them. */
  readonly statistic: Statistic<unknown, unknown, unknown, unknown>;
  readonly options: unknown;
  /** The limit, where it is one. */
  readonly limit?: Limit | QuantileLimit;
}

/** The literal rule: it trips by itself and spends nothing of the risk. */
export interface SustainedCheck {
  readonly kind: 'sustained';
  readonly limit: Limit | QuantileLimit;
  readonly sustained: Sustained;
}

export type Check = EvidenceCheck | SustainedCheck;

/** Guardrails never change, and every tick asks for their checks. */
const known = new WeakMap<Guardrail, readonly Check[]>();

/** What a guardrail comes to: the comparison if there is one, and each of its limits. */
export function checksOf(guardrail: Guardrail): readonly Check[] {
  const found = known.get(guardrail);
  if (found) return found;
  const comparison = guardrail.tolerance === undefined ? [] : [comparisonOf(guardrail)];
  const checks = [...comparison, ...limitsOf(guardrail)];
  known.set(guardrail, checks);
  return checks;
}

function evidence<Options, State, Sample, Past>(
  kind: EvidenceCheck['kind'],
  statistic: Statistic<Options, State, Sample, Past>,
  options: Options,
): EvidenceCheck {
  return { kind, statistic, options };
}

/** @param guardrail with a tolerance */
function comparisonOf(guardrail: Guardrail): EvidenceCheck {
  if (guardrail.users === Infinity) return evidence('comparison', cannotCompare, null);
  switch (guardrail.type) {
    case 'proportion': {
      const { worse, expected, harm, tolerance = { relative: 0, absolute: 0 } } = guardrail;
      const options = { worse, tolerance, harm, ...(expected !== undefined && { expected }) };
      return evidence('comparison', badProportion, options);
    }
    case 'rate': {
      const { worse, harm, tolerance = { relative: 0 } } = guardrail;
      return evidence('comparison', rate, { worse, tolerance, harm });
    }
    case 'mean': {
      // Where there is a range, there is a harm.
      const { worse, range, harm = { absolute: 0 } } = guardrail;
      const { tolerance = { relative: 0, absolute: 0 } } = guardrail;
      return range
        ? evidence('comparison', boundedMean, { worse, tolerance, harm, range })
        : evidence('comparison', unboundedMean, { worse, tolerance });
    }
    case 'histogram': {
      const { worse, tolerance = { relative: 0 } } = guardrail;
      return evidence('comparison', histogram, { worse, tolerance });
    }
    case 'categories': {
      const { tolerance = { shift: 0 } } = guardrail;
      return evidence('comparison', categories, { tolerance });
    }
  }
}

function limitsOf(guardrail: Guardrail): readonly Check[] {
  if (guardrail.type === 'categories') return [];
  if (guardrail.type === 'histogram') {
    const { worse, limits = [] } = guardrail;
    return limits.map((limit) => {
      const { quantile, bound } = limit;
      const options = { worse, quantile, limit: bound };
      return limitCheck(limit, () => evidence('limit', quantileLimit, options));
    });
  }
  const { limit } = guardrail;
  if (!limit) return [];
  const options = { worse: guardrail.worse, limit: limit.bound };
  switch (guardrail.type) {
    case 'proportion':
      return [limitCheck(limit, () => evidence('limit', proportionLimit, options))];
    case 'rate':
      return [limitCheck(limit, () => evidence('limit', rateLimit, options))];
    case 'mean': {
      const { range } = guardrail;
      return [
        limitCheck(limit, () => {
          if (range) return evidence('limit', meanLimit, { ...options, range });
          throw new LastgoodError(
            'limit-without-range',
            `the limit ${limit.bound} on the mean ${guardrail.name} needs a range, or for or of`,
          );
        }),
      ];
    }
  }
}

function limitCheck(limit: Limit | QuantileLimit, tested: () => EvidenceCheck): Check {
  const { sustained } = limit;
  return sustained ? { kind: 'sustained', limit, sustained } : { ...tested(), limit };
}

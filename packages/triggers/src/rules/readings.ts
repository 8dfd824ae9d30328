import { quantileInWords } from '../decision/words/quantile.ts';
import { totalVariation } from '../evidence/drift-measures.ts';
import type { Guardrail } from '../policy/model.ts';
import { noValues } from '../ticks/samples/mean.ts';
import { isObserved, isOf, type Sample } from '../ticks/samples/sample.ts';
import { sampleOf, type Pair, type Tick } from '../ticks/tick.ts';
import { histogramQuantile } from './arithmetic/histogram-quantile.ts';
import { proportionMoments, rateMoments, singleValue, type Moments } from './arithmetic/moments.ts';
import type { Condition } from './condition.ts';
import { distanceCondition, meanCondition, quantileConditions } from './guardrail-condition.ts';
import type { RuleTick } from './rule.ts';

/** A number that a rule follows from tick to tick, such as people would write a query for. */
export interface Reading {
  /** For people: the guardrail's name, with the quantile where it is one. */
  readonly metric: string;
  /** What must hold of it in a tick. */
  readonly condition: Condition;
  readonly read: (tick: Tick) => RuleTick;
}

/** Two versions in one tick; the one that has no sample was not observed. */
type Samples = Pair<Sample | undefined>;

/** The numbers that a guardrail is about: of a histogram each quantile that has a limit, of the others one. */
export function readingsOf(guardrail: Guardrail, versions: Pair<string>): readonly Reading[] {
  const { name } = guardrail;
  const read =
    (numbers: (samples: Samples) => Pair<Moments>): Reading['read'] =>
    (tick) => {
      const canary = sampleOf(tick, versions.canary, name);
      const baseline = sampleOf(tick, versions.baseline, name);
      return { from: tick.from, to: tick.to, ...numbers({ canary, baseline }) };
    };
  switch (guardrail.type) {
    case 'histogram':
      return quantileConditions(guardrail).map(({ quantile, condition }) => ({
        metric: `${name} (${quantileInWords(quantile)})`,
        condition,
        read: read(ofEach((sample) => quantileOf(sample, quantile))),
      }));
    case 'categories':
      return [{ metric: name, condition: distanceCondition(guardrail), read: read(distances) }];
    default:
      return [{ metric: name, condition: meanCondition(guardrail), read: read(ofEach(momentsOf)) }];
  }
}

function ofEach(moments: (sample: Sample) => Moments): (samples: Samples) => Pair<Moments> {
  const of = (sample: Sample | undefined): Moments =>
    sample && isObserved(sample) ? moments(sample) : noValues;
  return ({ canary, baseline }) => ({ canary: of(canary), baseline: of(baseline) });
}

function momentsOf(sample: Sample): Moments {
  if (isOf(sample, 'mean')) return sample;
  if (isOf(sample, 'proportion')) return proportionMoments(sample);
  if (!isOf(sample, 'rate')) return noValues;
  // With next to no exposure the rate, or its variance, would be no number any more.
  const { hits, exposure } = sample;
  return Number.isFinite(hits / exposure / exposure) ? rateMoments(sample) : noValues;
}

function quantileOf(sample: Sample, quantile: number): Moments {
  return isOf(sample, 'histogram') ? singleValue(histogramQuantile(sample, quantile)) : noValues;
}

/** How far each is from the baseline of the same tick: the baseline itself not at all. */
function distances({ canary, baseline }: Samples): Pair<Moments> {
  const distance = (sample: Sample | undefined): Moments => {
    if (!sample || !isObserved(sample) || !isOf(sample, 'categories')) return noValues;
    const from = baseline && isOf(baseline, 'categories') ? baseline : { counts: {} };
    return singleValue(totalVariation(sample, from));
  };
  return { canary: distance(canary), baseline: distance(baseline) };
}

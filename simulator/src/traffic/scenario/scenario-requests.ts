import type { Outcomes } from '@lastgood/openfeature';
import type { ModelPolicy, Pair, RateSample } from '@lastgood/triggers';

import { Random } from '../../random/random.ts';
import { streamOf } from '../../random/streams.ts';
import type { SyntheticScenario } from '../../scenarios/scenario.ts';
import type { ModelRequest, Traffic } from '../request.ts';
import { MetricCourse } from './metric-course.ts';
import { firstTick, observedMetrics, versionsOf } from './scenario-source.ts';
import { drawSchedule } from './schedule.ts';
import { alike } from './user-groups.ts';
import { VolumeCourse } from './volume-course.ts';

type Arm = keyof Pair<unknown>;
const arms = ['baseline', 'canary'] as const;

/** Each tick has a stream of the seed of its own, from this on: its requests hang on nothing that was before. */
const firstStream = 16;

/**
 * The traffic of a scenario, request by request, with the same faults at the same times as `scenarioSource` has with this
 * seed. The luck of a request serves both versions: where they are equally good, its outcomes are the same.
 *
 * @throws LastgoodError `scenario-not-observed` if none of the policy's guardrails finds a metric
 */
export function scenarioRequests(
  scenario: SyntheticScenario,
  policy: ModelPolicy,
  seed: number,
): Traffic {
  const observed = observedMetrics(scenario, policy);
  const from = firstTick(scenario, policy);
  const versions = versionsOf(policy);
  const { tick } = policy;
  const ticks = Math.ceil(scenario.length / tick);

  /** @param begin the first tick whose requests are wanted */
  function* draw(begin: number): Generator<ModelRequest> {
    const schedule = drawSchedule(scenario, tick, new Random(seed));
    const volume = new VolumeCourse(scenario, schedule, from);
    const metrics = observed.map((metric) => new MetricCourse(metric, schedule, from));
    let index = 0;
    for (let number = 0; number < ticks; number += 1) {
      const time = number * tick;
      volume.moveTo(time);
      const count = volume.take(tick);
      if (number < begin) {
        index += count;
        continue;
      }
      for (const metric of metrics) metric.moveTo(time, alike);
      const random = new Random(streamOf(seed, firstStream + number));
      for (let place = 0; place < count; place += 1) {
        const luck = metrics.map(({ observed }) => drawn(random, observed.laws.lucks));
        const outcomes: Record<string, Outcomes> = {};
        const rates: Record<string, Record<string, RateSample>> = {};
        for (const arm of arms) {
          if (!isHeard(volume, arm, random)) continue;
          const values: Record<string, Outcomes[string]> = {};
          const measured: Record<string, RateSample> = {};
          for (const [of, metric] of metrics.entries()) {
            const { name, type } = metric.observed.guardrail;
            const value = metric.value(arm, luck[of] ?? []);
            if (type === 'rate') measured[name] = value as RateSample;
            else values[name] = value as Outcomes[string];
          }
          outcomes[versions[arm]] = values;
          rates[versions[arm]] = measured;
        }
        const at = from + time + Math.floor((place * tick) / count);
        yield { index, time: at, outcomes, rates };
        index += 1;
      }
    }
  }
  return {
    versions: [versions.baseline, versions.canary],
    from,
    to: from + ticks * tick - 1,
    requests: { [Symbol.iterator]: () => draw(0) },
    after: (time) => draw(Math.floor((time - from) / tick)),
  };
}

function drawn(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.uniform());
}

function isHeard(volume: VolumeCourse, arm: Arm, random: Random): boolean {
  const heard = volume.heard(arm);
  return heard === 1 || random.uniform() < heard;
}

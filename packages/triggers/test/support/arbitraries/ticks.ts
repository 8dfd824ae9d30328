import fc from 'fast-check';

import { planOf } from '../../../src/decision/plan.ts';
import type { Guardrail, ModelPolicy } from '../../../src/policy/model.ts';
import type { Sample } from '../../../src/ticks/samples/sample.ts';
import type { Tick } from '../../../src/ticks/tick.ts';
import { versions } from '../ticks.ts';
import { anySample, foreignSample, sampleWith } from './samples.ts';

/** What one run has throughout. */
export interface Setting {
  readonly start: number;
  /** Outcomes in a tick. */
  readonly counts: { readonly canary: number; readonly baseline: number };
  /** Shares of bad outcomes, of the canary before and after half of the run. */
  readonly bad: { readonly baseline: number; readonly canary: readonly [number, number] };
  readonly weights: 'none' | 'as counted' | 'any';
  /** Whether inputs come when their time has come, as they do but for a clock that jumps. */
  readonly ordered: boolean;
}

export const setting: fc.Arbitrary<Setting> = fc.record({
  start: fc.constantFrom(0, 1_777_593_600_000, -86_400_000, 1_777_593_612_345),
  counts: fc.constantFrom(
    { canary: 5, baseline: 95 },
    { canary: 50, baseline: 50 },
    { canary: 500, baseline: 9500 },
    { canary: 100_000, baseline: 100_000 },
    { canary: 0, baseline: 10 },
    { canary: 2 ** 51, baseline: 2 ** 40 },
  ),
  bad: fc.constantFrom<Setting['bad']>(
    { baseline: 0.02, canary: [0.02, 0.02] },
    { baseline: 0.3, canary: [0.3, 0.3] },
    { baseline: 0.02, canary: [0, 0] },
    { baseline: 0.02, canary: [0.3, 0.3] },
    { baseline: 0.02, canary: [0.02, 0.2] },
    { baseline: 0.02, canary: [0.08, 0.01] },
    { baseline: 0.5, canary: [1, 1] },
    { baseline: 0, canary: [0, 1] },
  ),
  weights: fc.constantFrom('none', 'none', 'as counted', 'any'),
  ordered: fc.constantFrom(true, true, false),
});

/** How far time jumps before what comes next: most often not at all. */
export const jump = fc.constantFrom(
  'none',
  ...Array<'none'>(12).fill('none'),
  'tick',
  'silence',
  'wait',
);

const anyWeight = fc.constantFrom(0, 1, 5, 95, 0.05, 5e-324, 1e-9, 1e300);
const anyWeights = fc.dictionary(fc.constantFrom('v12', 'v13', 'other'), anyWeight, {
  noNullPrototype: true,
});

export interface TickEvent {
  readonly kind: 'tick';
  readonly jump: string;
  /** Which versions and metrics are missing, as bits. */
  readonly missing: number;
  readonly noise: readonly [number, number];
  readonly weights: Readonly<Record<string, number>>;
  /** Whether it is one of calibration where none is due, or the other way round. */
  readonly calibration: boolean;
  /** In the place of what the setting says, by version and guardrail. */
  readonly instead: readonly { readonly place: number; readonly sample: Sample }[];
  readonly foreign: boolean;
}

export function tickEvent({ guardrails }: ModelPolicy): fc.Arbitrary<TickEvent> {
  const places = fc.nat(2 * guardrails.length - 1);
  const guardrailAt = (place: number): Guardrail | undefined => guardrails[place >> 1];
  const own = places.chain((place) => {
    const guardrail = guardrailAt(place);
    const sample = guardrail ? anySample(guardrail) : foreignSample;
    return sample.map((sample) => ({ place, sample }));
  });
  const foreign = fc.record({ place: places, sample: foreignSample });
  const likely = fc.record({
    kind: fc.constant('tick' as const),
    jump,
    missing: fc.oneof({ arbitrary: fc.constant(0), weight: 6 }, fc.nat(255)),
    noise: fc.tuple(fc.nat(2), fc.nat(2)),
    weights: anyWeights,
    calibration: fc.constantFrom(...Array<boolean>(9).fill(false), true),
    instead: fc.oneof(
      { arbitrary: fc.constant([]), weight: 4 },
      { arbitrary: fc.array(own, { minLength: 1, maxLength: 2 }), weight: 1 },
    ),
    foreign: fc.constant(false),
  });
  const unlikely = fc
    .tuple(likely, fc.array(foreign, { minLength: 1, maxLength: 1 }))
    .map(([event, instead]) => ({ ...event, instead, foreign: true }));
  return fc.oneof({ arbitrary: likely, weight: 50 }, { arbitrary: unlikely, weight: 1 });
}

/** The tick, in as many parts as there are times at which outcomes are complete. */
export function partsOf(
  policy: ModelPolicy,
  setting: Setting,
  event: TickEvent,
  from: number,
  late: boolean,
): Tick[] {
  const { counts, bad } = setting;
  const weights = { none: undefined, 'as counted': weightsOf(counts), any: event.weights };
  return planOf(policy).groups.map(({ lateness, members }) => {
    const samplesOf = (version: 'canary' | 'baseline'): [string, Sample][] =>
      members.flatMap(({ guardrail, place }) => {
        const at = 2 * place + (version === 'canary' ? 1 : 0);
        if ((event.missing >> at) % 2 === 1) return [];
        const all = counts[version];
        const noise = event.noise[version === 'canary' ? 1 : 0] ?? 0;
        const share = version === 'canary' ? bad.canary[late ? 1 : 0] : bad.baseline;
        const noisy = Math.min(1, share + noise / Math.max(100, all));
        const instead = event.instead.find(({ place }) => place === at)?.sample;
        return [[guardrail.name, instead ?? sampleWith(guardrail, all, noisy)]];
      });
    const shares = weights[setting.weights];
    const calibrating = from < setting.start + policy.calibrate;
    return {
      from,
      to: from + policy.tick,
      versions: {
        ...((event.missing & 64) === 0 && {
          [versions.canary]: Object.fromEntries(samplesOf('canary')),
        }),
        [versions.baseline]: Object.fromEntries(samplesOf('baseline')),
      },
      ...(lateness > 0 && { lateness }),
      ...(shares && { weights: shares }),
      ...(event.calibration !== calibrating && { calibration: true as const }),
    };
  });
}

function weightsOf({ canary, baseline }: Setting['counts']): Readonly<Record<string, number>> {
  return { [versions.canary]: canary, [versions.baseline]: baseline };
}

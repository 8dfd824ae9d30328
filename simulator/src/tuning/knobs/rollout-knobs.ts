import type { ModelPolicy } from '@lastgood/triggers';

import type { Knob } from '../knob.ts';
import { ladder } from './ladder.ts';
import { durationSetting, shareSetting } from './written.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How fast a canary that stays healthy gets the traffic. */
export function rolloutKnobs(policy: ModelPolicy): Knob[] {
  return [stepsKnob(policy), dwellKnob(policy)];
}

const ramps = [
  [0.01, 0.02, 0.05, 0.1, 0.25, 0.5],
  [0.01, 0.05, 0.25, 0.5],
  [0.05, 0.25, 0.5],
  [0.1, 0.5],
  [0.25],
  [0.5],
];
const singleSteps = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5].map((share) => [share]);

/** The last step stays: whether a canary is promoted without a person is not a question of tuning. */
function stepsKnob({ rollout: { steps }, calibrate }: ModelPolicy): Knob {
  const last = steps.at(-1) ?? 1;
  // Users who come in with a further step would not be calibrated.
  const usual = (calibrate > 0 ? singleSteps : ramps).map((ramp) => [
    ...ramp.filter((share) => share < last),
    last,
  ]);
  const possible = usual.filter((ramp) => calibrate === 0 || last === 1 || ramp.length === 1);
  const all = new Map(
    [...possible, steps]
      .map((ramp) => [ramp.join(' '), ramp] as const)
      .filter(([, ramp]) => ramp[0] !== 1),
  );
  const ordered = [...all.values()].toSorted(
    (left, right) => (left[0] ?? 0) - (right[0] ?? 0) || right.length - left.length,
  );
  return {
    path: 'rollout.steps',
    meaning: "the canary's share of the traffic, step by step",
    searched: true,
    settings: ordered.map((ramp) => ramp.map((share) => String(shareSetting(share)))),
    at: ordered.findIndex((ramp) => ramp.join(' ') === steps.join(' ')),
  };
}

const dwells = [5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 4 * hour];
const longDwells = [8 * hour, day, 2 * day, 7 * day];

/** As short as the ticks that a trip takes, or the canary would get more of the traffic before that. */
function dwellKnob({ rollout, hysteresis, guardrails, ...policy }: ModelPolicy): Knob {
  const latest = Math.max(...guardrails.map(({ lateness = policy.lateness }) => lateness));
  const least = hysteresis.minBadTicks * policy.tick + latest;
  return ladder(
    { path: 'rollout.dwell', meaning: 'how long each step takes at least', searched: true },
    [...dwells, ...longDwells].filter((dwell) => dwell >= least),
    rollout.dwell,
    durationSetting,
    'falling',
  );
}

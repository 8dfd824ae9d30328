import type { ModelPolicy } from '@lastgood/triggers';

import type { Knob } from '../knob.ts';
import { guardrailKnobs } from './guardrail-knobs.ts';
import { ladder } from './ladder.ts';
import { rolloutKnobs } from './rollout-knobs.ts';
import { durationSetting, shareSetting } from './written.ts';

/**
 * What can be tuned of a policy, and how it is set now. Each setting is one that the policy takes as it is otherwise: none
 * needs another one to be changed with it.
 */
export function knobsOf(policy: ModelPolicy): Knob[] {
  const guardrails = policy.guardrails.flatMap((guardrail) => guardrailKnobs(guardrail, policy));
  return [riskKnob(policy), ...hysteresisKnobs(policy), ...rolloutKnobs(policy), ...guardrails];
}

function riskKnob({ risk }: ModelPolicy): Knob {
  const meaning = 'the chance that a healthy version is ever rolled back';
  return ladder(
    { path: 'risk.falseRollback', meaning, searched: true },
    [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2],
    risk.falseRollback,
    shareSetting,
    'rising',
  );
}

const minute = 60_000;
const cooldowns = [10, 30, 60, 120, 360, 720, 1440].map((minutes) => minutes * minute);
const parts = [0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

function hysteresisKnobs({ hysteresis, tick }: ModelPolicy): Knob[] {
  const { minBadTicks, hold, release, attempts, cooldown } = hysteresis;
  const number = (value: number): number => value;
  return [
    ladder(
      {
        path: 'hysteresis.minBadTicks',
        meaning: 'fewer bad ticks than this cannot trip',
        searched: true,
      },
      [1, 2, 3, 5, 8],
      minBadTicks,
      number,
      'falling',
    ),
    ladder(
      {
        path: 'hysteresis.hold',
        meaning: 'at which part of the trip evidence the weight freezes',
        searched: true,
      },
      parts.filter((part) => part > release),
      hold,
      number,
      'falling',
    ),
    ladder(
      {
        path: 'hysteresis.release',
        meaning: 'below which part of the trip evidence it goes on',
        searched: false,
      },
      parts.filter((part) => part < hold),
      release,
      number,
      'falling',
    ),
    // What a further attempt is worth, a version whose trouble has passed, is in no figure.
    ladder(
      {
        path: 'hysteresis.attempts',
        meaning: 'how often a version is tried before only a person brings it back',
        searched: false,
      },
      [1, 2, 3, 5],
      attempts,
      number,
      'falling',
    ),
    ladder(
      {
        path: 'hysteresis.cooldown.first',
        meaning: 'how long a version is out of service after its first rollback',
        searched: false,
      },
      cooldowns.filter((length) => length >= tick),
      cooldown.first,
      durationSetting,
      'rising',
    ),
  ];
}

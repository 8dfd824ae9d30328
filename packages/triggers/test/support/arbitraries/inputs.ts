import fc from 'fast-check';

import { type Input, timeOf } from '../../../src/decision/input.ts';
import type { ModelPolicy } from '../../../src/policy/model.ts';
import { jump, partsOf, setting, tickEvent } from './ticks.ts';

const command = fc.record(
  {
    action: fc.constantFrom('rollback', 'hold', 'release', 'release', 'promote'),
    by: fc.constantFrom('anna', '', 'anna\nand ben'),
  },
  { requiredKeys: ['action'], noNullPrototype: true },
);

export interface RandomInput {
  readonly input: Input;
  /** Whether it, or one before it, is a tick that ingestion would not have handed out. */
  readonly afterForeign: boolean;
}

/** Anything that can come to the engine, in a run that stays calm or has a fault, with interruptions of any kind. */
export function inputsOf(policy: ModelPolicy, most = 40): fc.Arbitrary<RandomInput[]> {
  const event = fc.oneof(
    { arbitrary: tickEvent(policy), weight: 20 },
    {
      arbitrary: fc.record(
        { kind: fc.constant('clock' as const), jump, source: fc.constant('down' as const) },
        { requiredKeys: ['kind', 'jump'], noNullPrototype: true },
      ),
      weight: 1,
    },
    {
      arbitrary: fc.record({ kind: fc.constant('command' as const), jump, command }),
      weight: 1,
    },
  );
  return fc
    .tuple(setting, fc.array(event, { minLength: 1, maxLength: most, size: 'max' }))
    .map(([setting, events]) => {
      const jumps: Readonly<Record<string, number>> = {
        tick: policy.tick,
        silence: policy.silence.after + 2 * policy.tick,
        wait: Math.max(policy.hysteresis.cooldown.first, policy.rollout.dwell, policy.calibrate),
      };
      let time = setting.start;
      const inputs: { readonly input: Input; readonly foreign: boolean }[] = [];
      for (const [place, event] of events.entries()) {
        time += jumps[event.jump] ?? 0;
        if (event.kind === 'clock') {
          const { source } = event;
          inputs.push({ input: { now: time, ...(source && { source }) }, foreign: false });
        } else if (event.kind === 'command') {
          inputs.push({ input: { ...event.command, time }, foreign: false });
        } else {
          const late = place >= events.length / 2;
          for (const input of partsOf(policy, setting, event, time, late)) {
            inputs.push({ input, foreign: event.foreign });
          }
          time += policy.tick;
        }
      }
      if (setting.ordered) {
        inputs.sort((left, right) => timeOf(left.input) - timeOf(right.input));
      }
      let afterForeign = false;
      return inputs.map(({ input, foreign }) => {
        afterForeign ||= foreign;
        return { input, afterForeign };
      });
    });
}

/** A policy, and inputs for the engine that fit it. */
export interface RandomRun {
  readonly policy: ModelPolicy;
  readonly inputs: readonly RandomInput[];
}

/** @param most at most so many ticks, clocks and commands */
export function runs(policies: fc.Arbitrary<ModelPolicy>, most?: number): fc.Arbitrary<RandomRun> {
  return policies.chain((policy) => inputsOf(policy, most).map((inputs) => ({ policy, inputs })));
}

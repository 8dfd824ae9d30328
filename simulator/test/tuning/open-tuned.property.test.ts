import { isDeepStrictEqual } from 'node:util';

import { LastgoodError } from '@lastgood/triggers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

import {
  policyText,
  readPolicy,
} from '../../../packages/triggers/test/support/arbitraries/policy-text.ts';
import { assertMany, runsOr, Tally } from '../../../packages/triggers/test/support/many.ts';
import { changesBetween } from '../../src/tuning/changes.ts';
import { openTuned, withSetting, withSettings } from '../../src/tuning/open-tuned.ts';
import type { TunedPolicy } from '../../src/tuning/policy-text.ts';
import { commentsIn, decorated } from './decorated.ts';

const numRuns = runsOr(80);

const written = policyText
  .filter((text) => !(readPolicy(text) instanceof LastgoodError))
  .chain((text) => fc.oneof(decorated(text), fc.constant(JSON.stringify(parse(text), null, 2))));

/** Which knob, and which of its settings, counted around. */
const moves = fc.array(fc.noBias(fc.tuple(fc.nat(9999), fc.nat(9999))), {
  minLength: 1,
  maxLength: 8,
});

function moved(
  tuned: TunedPolicy,
  [which, rung]: readonly [number, number],
): {
  readonly path: string;
  readonly after: TunedPolicy | LastgoodError;
} {
  const knob = tuned.knobs[which % tuned.knobs.length];
  const setting = knob?.settings[rung % knob.settings.length];
  if (!knob || setting === undefined) throw new Error('a policy without knobs');
  try {
    return { path: knob.path, after: withSetting(tuned, knob.path, setting) };
  } catch (error) {
    if (!(error instanceof LastgoodError)) throw error;
    return { path: knob.path, after: error };
  }
}

/** All knobs as they are set in another policy. */
function setAs(tuned: TunedPolicy, other: TunedPolicy): TunedPolicy {
  return withSettings(
    tuned,
    changesBetween(tuned, other).map(({ path, to }) => [path, to]),
  );
}

test(
  'any settings of any policy keep every comment and every other value, and can be set back',
  { timeout: 3_600_000 },
  async ({ annotate }) => {
    const seen = new Tally();
    await assertMany(
      fc.property(written, moves, (text, all) => {
        const start = openTuned('policy.yaml', text);
        for (const knob of start.knobs) {
          expect([knob.path, knob.at]).not.toContain(-1);
          expect(new Set(knob.settings.map(String)).size).toBe(knob.settings.length);
        }
        let tuned = start;
        for (const move of all) {
          const { path, after } = moved(tuned, move);
          if (after instanceof LastgoodError) {
            expect(after.code).toBe('policy-not-editable');
            seen.add('not editable');
            continue;
          }
          seen.add(path.replace(/guardrails\..*\./s, 'guardrails.'));
          expect(commentsIn(after.text)).toEqual(commentsIn(text));
          const others = changesBetween(tuned, after).filter((change) => change.path !== path);
          expect(others).toEqual([]);
          tuned = after;
        }
        expect(JSON.stringify(withoutKnobs(tuned.policy))).toBe(
          JSON.stringify(withoutKnobs(start.policy)),
        );
        const back = setAs(tuned, start);
        expect(back.policy).toEqual(start.policy);
        seen.add(isDeepStrictEqual(tuned.policy, start.policy) ? 'the same' : 'another');
      }),
      { seed: 51, numRuns },
    );
    await annotate(seen.list());
    expect(
      seen.rarer(
        numRuns / 20,
        'risk.falseRollback',
        'rollout.steps',
        'hysteresis.hold',
        'guardrails.relative',
      ),
    ).toEqual([]);
    expect(seen.of('not editable')).toBeLessThan(numRuns);
  },
);

/** The policy without what the knobs set. */
function withoutKnobs({
  risk,
  hysteresis,
  rollout,
  guardrails,
  ...rest
}: TunedPolicy['policy']): object {
  return {
    ...rest,
    badPromotion: risk.badPromotion,
    factor: hysteresis.cooldown.factor,
    holdback: rollout.holdback,
    guardrails: guardrails.map((guardrail) => ({
      ...guardrail,
      tolerance: 0,
      limit: 0,
      limits: 0,
    })),
  };
}

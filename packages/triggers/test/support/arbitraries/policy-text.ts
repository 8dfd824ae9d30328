import fc from 'fast-check';
import { stringify } from 'yaml';

import { parsePolicy } from '../../../src/policy/parse.ts';
import type { ModelPolicy } from '../../../src/policy/model.ts';
import { LastgoodError } from '../../../src/errors.ts';
import { writtenGuardrail } from './guardrails.ts';
import { durationOrNone, partOf, type Written } from './written.ts';

const risk = fc.constantFrom(1e-12, 0.001, '1%', 0.05, 0.3, 0.999);

/** Rising, and most often up to the promotion. */
const steps = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 3 }),
    fc.constantFrom(true, true, false),
  )
  .map(([percents, promotes]) => [
    ...percents.toSorted((left, right) => left - right).map((percent) => `${percent}%`),
    ...(promotes ? [1] : []),
  ]);

const hysteresis = partOf({
  minBadTicks: fc.constantFrom(1, 2, 3, 100),
  hold: fc.double({ min: 0.3, max: 0.99, noNaN: true }),
  release: fc.double({ min: 0.01, max: 0.24, noNaN: true }),
  cooldown: partOf({ first: durationOrNone, factor: fc.constantFrom(1, 1.5, 4, 100) }),
  attempts: fc.constantFrom(1, 2, 3, 20),
});

const tick = fc.constantFrom('1s', '1500ms', '10 s', '1m');
/** As long as any of these ticks. */
const wait = fc.constantFrom('1m', '2 minutes', '0.5h', '1 day', '10y');

/** Names that objects inherit or that look like numbers, and one that no metric has. */
const names = fc.constantFrom('errors', 'latency', 'constructor', '10', '-0', 'a "b": c', ' ');

const model = fc
  .tuple(
    partOf(
      {
        flag: fc.constant('recommender-model'),
        baseline: fc.constant('v12'),
        canary: fc.constant('v13'),
        tick,
        lateness: durationOrNone,
        guardrails: fc.dictionary(names, writtenGuardrail, {
          minKeys: 1,
          maxKeys: 3,
          noNullPrototype: true,
        }),
        risk: partOf({ falseRollback: risk, badPromotion: risk }),
        hysteresis,
        rollout: partOf({
          steps,
          dwell: durationOrNone,
          holdback: fc.constantFrom(0, '1%', 0.4),
        }),
        silence: partOf({
          after: wait,
          // oxlint-disable-next-line unicorn/no-thenable -- it is the word of the policy file
          then: fc.constantFrom('hold', 'rollback'),
        }),
      },
      'flag',
      'guardrails',
    ),
    fc.oneof(
      { arbitrary: fc.constant({}), weight: 3 },
      { arbitrary: fc.record({ randomise: fc.constant('user') }), weight: 1 },
      { arbitrary: fc.record({ randomise: fc.constant('user'), calibrate: wait }), weight: 1 },
    ),
  )
  .map(([rest, groups]): Written => ({ ...rest, ...groups }));

/** What people mistype, and what no policy should have anywhere. */
const mistake = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  0,
  1,
  1e308,
  Infinity,
  NaN,
  '',
  '5',
  '5 parsecs',
  '-5%',
  '1e9d',
  [],
  {},
  [[]],
  'two\nlines',
  'p99',
  { max: 1 },
  { nonsense: 1 },
);

/** The same value with something else in one of its places, or with a key more; places are counted, and begin anew. */
function spoilt(value: unknown, place: { left: number }, wrong: unknown): unknown {
  if (place.left === 0) {
    place.left -= 1;
    return wrong;
  }
  place.left -= 1;
  if (Array.isArray(value)) return value.map((part) => spoilt(part, place, wrong));
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, spoilt(part, place, wrong)]);
  return Object.fromEntries(parts);
}

/** The text of a policy file with one model; about one in seven has a mistake in it. */
export const policyText: fc.Arbitrary<string> = fc
  .tuple(
    model,
    fc.oneof(
      { arbitrary: fc.constant(null), weight: 6 },
      { arbitrary: fc.tuple(fc.nat(40), mistake), weight: 1 },
    ),
  )
  .map(([written, mistaken]) => {
    const file = { models: { recommender: written } };
    if (!mistaken) return stringify(file);
    const [left, wrong] = mistaken;
    return stringify(spoilt(file, { left }, wrong), { aliasDuplicateObjects: false });
  });

/** What the text of a policy comes to: its one policy, or the refusal. */
export function readPolicy(text: string): ModelPolicy | LastgoodError {
  try {
    const [policy] = parsePolicy(text, 'policy.yaml');
    if (policy) return policy;
  } catch (error) {
    if (error instanceof LastgoodError) return error;
    throw error;
  }
  throw new Error('a policy file without a model was let pass');
}

/** A policy that was read from its file. */
export const policy: fc.Arbitrary<ModelPolicy> = policyText
  .map(readPolicy)
  .filter((read): read is ModelPolicy => !(read instanceof LastgoodError));

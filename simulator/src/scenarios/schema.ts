import { duration, mapping, name, named, readYaml } from '@lastgood/triggers';
import { z } from 'zod';

import { changeOf, writtenChange } from './change.ts';
import { day, metric } from './metric.ts';
import type { Expectation, Scenario, ShadowScenario, SyntheticScenario } from './scenario.ts';
import { longDuration, requestRate, users } from './values.ts';

/** More than anybody could want of all changes that come again: it is more likely that a unit of time is wrong. */
const mostOccurrences = 100_000;

const decisions = ['rollback', 'promote', 'hold', 'none'] as const;

const expect: z.ZodType<Expectation> = mapping({
  decision: z.enum(decisions, { error: `must be one of ${decisions.join(', ')}` }),
  within: duration.exactOptional(),
});

const described = { title: name, expect, policy: name };

const shadow: z.ZodType<ShadowScenario> = mapping({ ...described, shadow: name });

const synthetic: z.ZodType<SyntheticScenario> = mapping({
  ...described,
  start: z.iso
    .datetime({ error: 'must be a time in UTC, such as 2026-05-01T00:00:00Z' })
    .transform((text) => Date.parse(text)),
  length: longDuration,
  requests: mapping({ rate: requestRate, day: day.exactOptional() }),
  users: users.exactOptional(),
  metrics: named('metric', metric),
  changes: z.array(writtenChange, { error: 'must be a list of changes' }).default([]),
}).transform(({ changes, ...rest }, context): SyntheticScenario => {
  const { metrics, expect, length } = rest;
  const fault = (path: readonly (string | number)[], message: string): void =>
    context.addIssue({ code: 'custom', path: [...path], message });
  for (const reserved of ['requests', 'outcomes']) {
    if (Object.hasOwn(metrics, reserved)) fault(['metrics', reserved], 'cannot be a metric');
  }
  const faults = changes.filter((change) => change.fault).length;
  const needed = expect.decision === 'rollback' ? 1 : 0;
  if (faults !== needed) {
    fault(
      ['expect', 'decision'],
      `needs ${needed === 1 ? 'one change that is a fault' : 'changes that are no fault'}`,
    );
  }
  let occurrences = 0;
  return {
    ...rest,
    changes: changes.map((written, place) => {
      if (written.every && written.every[0] > 0) {
        occurrences += length / written.every[0];
        if (occurrences > mostOccurrences) {
          fault(
            ['changes', place, 'every'],
            `makes the changes come more than ${mostOccurrences} times until the end`,
          );
        }
      }
      if (written.at[1] >= length) {
        fault(['changes', place, 'at'], 'must come before the end');
      }
      return changeOf(written, metrics, (key, problem) => fault(['changes', place, key], problem));
    }),
  };
});

/**
 * Reads a scenario file.
 *
 * @param file what the errors call it
 * @throws LastgoodError `scenario-invalid` with file, line, path, value and what would be right, a line for each fault
 */
export function parseScenario(text: string, file: string): Scenario {
  const schemaOf = (value: unknown): z.ZodType<Scenario> =>
    typeof value === 'object' && value !== null && 'shadow' in value ? shadow : synthetic;
  return readYaml(text, file, 'scenario-invalid', schemaOf);
}

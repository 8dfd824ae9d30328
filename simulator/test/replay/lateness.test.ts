import { parsePolicy, policyOf } from '@lastgood/triggers';
import { describe, expect, test } from 'vitest';

import { Random } from '../../src/random/random.ts';
import { replayRecording, type ReplayResult } from '../../src/replay/replay.ts';
import { record } from '../recordings/files.ts';

const start = Date.UTC(2026, 4, 1);
const day = 86_400_000;

/** A policy that waits for the labels, and for nothing else, as long as is said. */
function policyWith(lateness: string): string {
  return `
models:
  recommender:
    flag: recommender-model
    guardrails:
      errors: { type: proportion, worse: higher, expected: 1% }
      accuracy: { type: proportion, worse: lower, expected: 90%, lateness: ${lateness} }
`;
}

interface Rates {
  readonly errors: number;
  readonly misses: number;
}

/** Requests, 100 a second: whether each failed, and by itself its label, which arrives a day later. */
function requests(canary: Rates): { readonly outcomes: object[]; readonly labels: object[] } {
  const random = new Random(21);
  const baseline = { errors: 0.01, misses: 0.1 };
  const all = Array.from({ length: 20_000 }, (_, index) => {
    const version = index % 10 === 0 ? 'v13' : 'v12';
    const rates = version === 'v13' ? canary : baseline;
    const request = { time: start + 10 * index, version, id: index };
    const accuracy = random.uniform() < rates.misses ? 0 : 1;
    return {
      outcome: { ...request, errors: random.uniform() < rates.errors ? 1 : 0 },
      label: { ...request, accuracy, arrived: request.time + day },
    };
  });
  return { outcomes: all.map(({ outcome }) => outcome), labels: all.map(({ label }) => label) };
}

async function replay(
  lines: readonly object[],
  lateness = '24h',
): Promise<ReplayResult & { readonly remarks: readonly string[] }> {
  const remarks: string[] = [];
  const result = await replayRecording({
    file: record(lines),
    policy: policyOf(parsePolicy(policyWith(lateness), 'policy.yaml')),
    versions: { canary: 'v13', baseline: 'v12' },
    canaryShare: 0.1,
    seed: 1,
    skipBadLines: false,
    remark: (text) => void remarks.push(text),
  });
  return { ...result, file: '', remarks };
}

describe('labels that arrive a day later', () => {
  const arrangements = {
    'in the order of arrival': ({ outcomes, labels }: ReturnType<typeof requests>) => [
      ...outcomes,
      ...labels,
    ],
    'beside the outcomes': ({ outcomes, labels }: ReturnType<typeof requests>) =>
      outcomes.flatMap((outcome, place) => [outcome, labels[place] ?? {}]),
  };

  describe.each(Object.entries(arrangements))('%s', (_, arranged) => {
    test('are observed, and so is what came at once', async () => {
      const result = await replay(arranged(requests({ errors: 0.01, misses: 0.1 })));
      expect(result).toMatchObject({ decision: 'none', remarks: [] });
    });

    test('roll a version back whose labels are bad', async () => {
      const result = await replay(arranged(requests({ errors: 0.01, misses: 0.3 })));
      expect(result).toMatchObject({ decision: 'rollback', guardrail: 'accuracy', remarks: [] });
    });

    test('do not delay the judgement of what came at once', async () => {
      const all = requests({ errors: 0.06, misses: 0.1 });
      const { remarks: _, ...expected } = await replay(all.outcomes);
      expect(expected).toMatchObject({ decision: 'rollback', guardrail: 'errors' });
      expect(await replay(arranged(all))).toEqual({ ...expected, remarks: [] });
    });
  });

  test('are late where the guardrail waits less long, and only they', async () => {
    const { outcomes, labels } = requests({ errors: 0.01, misses: 0.1 });
    const { decision, remarks } = await replay([...outcomes, ...labels], '23h');
    expect(decision).toBe('none');
    expect(remarks).toEqual([
      'accuracy is never observed for both versions',
      '20,000 outcomes came too late to count for accuracy',
    ]);
  });
});

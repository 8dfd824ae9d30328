import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@openfeature/server-sdk';
import { onTestFinished } from 'vitest';

export const rollback = {
  rollbacks: [{ flag: 'recommender-model', from: 'v13', to: 'v12' }],
} as const;

/** What the keys get after the rollback that got `versions` before. */
export function rolledBack(versions: readonly string[]): string[] {
  return versions.map((version) => (version === 'v13' ? 'v12' : version));
}

export const targetingKeys: readonly string[] = Array.from(
  { length: 1000 },
  (_, index) => `user-${index}@example.com`,
);

/** The flag of a recommender that 40 of 100 get as v11, `canaryWeight` as v13, and the rest as v12. */
export function recommenderFlags(canaryWeight: number): string {
  return JSON.stringify({
    metadata: { flagSetId: 'shop' },
    flags: {
      'recommender-model': {
        state: 'ENABLED',
        variants: { v11: 'v11', v12: 'v12', v13: 'v13' },
        defaultVariant: 'v12',
        targeting: {
          fractional: [
            ['v11', 40],
            ['v12', 60 - canaryWeight],
            ['v13', canaryWeight],
          ],
        },
      },
    },
  });
}

/** Writes a flag file in a folder of its own, which goes when the test is over, and returns its path. */
export async function writeFlagFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'recommender.flagd.json');
  await writeFile(path, text);
  return path;
}

/** The version that each of the targeting keys gets from a client, in their order. */
export async function versionsFrom(client: Client): Promise<string[]> {
  return await Promise.all(
    targetingKeys.map((targetingKey) =>
      client.getStringValue('recommender-model', 'none', { targetingKey }),
    ),
  );
}

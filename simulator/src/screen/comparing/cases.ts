import { basename } from 'node:path';

import type { Case } from '../../rollouts/evaluation.ts';
import type { ListedScenario } from '../../scenarios/list.ts';
import type { Setup } from '../session/session.ts';
import { casesFor } from '../tuning/cases.ts';

/** The session's own traffic first, then the most fitting on either side: healthy canaries and faulty ones. */
export function casesToCompare(
  { source, options, policy }: Setup,
  scenarios: readonly ListedScenario[],
): readonly Case[] {
  const name = source.kind === 'scenario' ? source.scenario : basename(source.file);
  const own: Case = { name, source, options };
  const { healthy, faulty } = casesFor(source, options, policy.policy, scenarios);
  const isOwn = (other: Case | undefined): boolean =>
    JSON.stringify(other?.source) === JSON.stringify(source);
  const others = [healthy[0], faulty[0]].filter((other) => other && !isOwn(other));
  return [own, ...others.flatMap((other) => other ?? [])];
}

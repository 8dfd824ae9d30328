import { shownTime } from '../../ingestion/refusal.ts';
import type { ModelPolicy } from '../../policy/model.ts';
import { isObserved } from '../../ticks/samples/sample.ts';
import type { Pair, Tick } from '../../ticks/tick.ts';
import type { Context } from '../context.ts';
import { durationInWords } from '../words/numbers.ts';
import type { ServingState } from './serving.ts';

/** Which of the versions has not been heard of for too long, since when, and what that means. */
export interface Silence {
  /** When it became too long, epoch milliseconds: however often somebody looks at the clock. */
  readonly time: number;
  /** Who is silent, in words. */
  readonly reason: string;
  /** Whether the canary is: a baseline alone takes nothing but the comparison away. */
  readonly ofCanary: boolean;
}

/** The outcomes of the last tick heard of come to be known this long after its end at the latest. */
function patience({ policy, plan }: Context): number {
  return policy.silence.after + policy.tick + (plan.groups[0]?.lateness ?? 0);
}

/** Who is silent at this time, epoch milliseconds. */
export function silenceAt(context: Context, state: ServingState, now: number): Silence | undefined {
  const { policy, versions } = context;
  const { heard, sourceDown } = state;
  if (!heard) return undefined;
  const long = patience(context);
  const silent = { canary: now >= heard.canary + long, baseline: now >= heard.baseline + long };
  if (silent.canary) {
    const last = shownTime(heard.canary);
    const longer = `for longer than ${durationInWords(policy.silence.after)}, last at ${last}`;
    const reason = sourceDown
      ? `the source is down: nothing is known of ${versions.canary} ${longer}`
      : silent.baseline
        ? `${versions.canary} and ${versions.baseline} are silent: no outcome ${longer}`
        : `${versions.canary} is silent: no outcome ${longer}, while ${versions.baseline} is heard`;
    return { time: heard.canary + long, reason, ofCanary: true };
  }
  // After promotion the baseline has its holdback, if any: the limits keep watch without it.
  if (!silent.baseline || state.phase === 'watch' || !comparesAnything(policy)) return undefined;
  const last = shownTime(heard.baseline);
  const reason = `${versions.baseline} is silent: for longer than ${durationInWords(policy.silence.after)} there is nothing to compare ${versions.canary} with, last at ${last}`;
  return { time: heard.baseline + long, reason, ofCanary: false };
}

function comparesAnything({ guardrails }: ModelPolicy): boolean {
  return guardrails.some(({ tolerance }) => tolerance !== undefined);
}

/** When each version has been heard of last, after a tick. */
export function heardAfter(
  before: Pair<number> | null,
  tick: Tick,
  versions: Pair<string>,
): Pair<number> {
  const heard = before ?? { canary: tick.from, baseline: tick.from };
  const after = (arm: 'canary' | 'baseline'): number => {
    if (tick.to <= heard[arm] || !Object.hasOwn(tick.versions, versions[arm])) return heard[arm];
    const samples = tick.versions[versions[arm]] ?? {};
    for (const name in samples) {
      const sample = samples[name];
      if (sample && isObserved(sample)) return tick.to;
    }
    return heard[arm];
  };
  return { canary: after('canary'), baseline: after('baseline') };
}

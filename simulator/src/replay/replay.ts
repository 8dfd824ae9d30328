import { LastgoodError, type Answer, type ModelPolicy, type Pair } from '@lastgood/triggers';

import { readRecording, type Reading } from '../recordings/recording.ts';
import { counted } from '../words/counts.ts';
import { Judge, type Verdict } from './judge.ts';
import { nothingToJudge } from './nothing-to-judge.ts';
import { PeerJudge, type PeerVerdict } from './peer-judge.ts';
import { RecordedTicks } from './recorded-ticks.ts';

export interface ReplayOptions {
  /** A recording, `.jsonl` or `.jsonl.gz`. */
  readonly file: string;
  readonly policy: ModelPolicy;
  readonly versions: Pair<string>;
  /** Peers' rules to judge the same ticks with, by name. */
  readonly against?: readonly string[] | undefined;
  /** For a shadow log: the chance of each request to be the canary's, between 0 and 1. */
  readonly canaryShare: number;
  /** For a shadow log: what that is drawn from, a whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  /** Count lines that cannot be read, instead of failing at the first. */
  readonly skipBadLines: boolean;
  /** Told what did not go into the judgement, a sentence at a time. */
  readonly remark?: ((text: string) => void) | undefined;
  /** Called now and then with how much of the file has been read, from 0 to 1. */
  readonly progress?: ((share: number) => void) | undefined;
}

/** What a policy would have decided on a recording: the object that `replay --json` prints. */
export interface ReplayResult {
  readonly file: string;
  readonly decision: 'rollback' | 'none';
  /** End of the tick of the first rollback, ISO 8601; null without one, like `tick` and `guardrail`. */
  readonly time: string | null;
  /** That tick's number, 1 for the first of the recording that has any outcome. */
  readonly tick: number | null;
  /** Requests of the canary with an observed outcome, until the rollback or altogether. */
  readonly canaryRequests: number;
  readonly guardrail: string | null;
  /** ln e-value of the rollback, or at the end of the recording; null if there were too few outcomes for any. */
  readonly evidence: number | null;
  /** The evidence at which the first attempt trips. */
  readonly threshold: number;
  readonly reason: string;
  /** The first promotion on the way: it does not end the replay, since a recording goes on whatever was decided. */
  readonly promotion: { readonly time: string; readonly tick: number } | null;
  /** What holds the weight at the end, where it is silence or a sample ratio that does not fit the weights. */
  readonly held: { readonly time: string; readonly tick: number; readonly reason: string } | null;
  /** What each guardrail says at the end, and why; empty after a rollback. */
  readonly answers: readonly Answer[];
  /** What the peers' rules would have decided, by name; absent if none was asked for. */
  readonly against?: Readonly<Record<string, PeerVerdict>>;
}

/**
 * Runs a recording through the engine, as if its requests were happening now, and through peers' rules: each by itself,
 * whatever the others decide. The first rollback ends the engine's judgement; the rest of the recording is read all the
 * same, so that a bad line is found wherever it is.
 *
 * @throws LastgoodError if the recording cannot be read or has nothing in it that could be judged, `rule-unknown` for a
 *   name that no peer's rule has
 */
export async function replayRecording(options: ReplayOptions): Promise<ReplayResult> {
  const { file, policy, versions, skipBadLines, progress } = options;
  const recorded = new RecordedTicks(options);
  const judge = new Judge(policy, versions);
  const peers = options.against?.map((name) => new PeerJudge(name, policy, versions));
  const judgeTicks = (): void => {
    for (const tick of recorded.take()) {
      // The peers do not calibrate, and neither does every policy.
      if (!tick.calibration || policy.calibrate > 0) judge.see(tick);
      if (!tick.calibration) for (const peer of peers ?? []) peer.see(tick);
    }
  };
  const reading = await readRecording(file, {
    skipBadLines,
    progress,
    visit: (line) => {
      const reason = recorded.add(line);
      judgeTicks();
      return reason;
    },
  });
  recorded.close();
  judgeTicks();

  const verdict = judge.verdict();
  const problem = nothingToJudge(
    reading,
    recorded,
    [versions.baseline, versions.canary],
    policy.guardrails.map(({ name }) => name),
    verdict.unobserved,
  );
  if (problem !== undefined) throw new LastgoodError('recording-empty', `${file}: ${problem}`);
  for (const remark of remarks(reading, recorded, verdict)) options.remark?.(remark);
  if (!peers) return result(file, verdict);
  const against = Object.fromEntries(peers.map((peer) => [peer.name, peer.verdict()]));
  return { ...result(file, verdict), against };
}

function remarks(
  { skipped, firstSkipped }: Reading,
  recorded: RecordedTicks,
  { unobserved }: Verdict,
): string[] {
  const lines =
    firstSkipped === undefined
      ? []
      : [`${counted(skipped, 'line')} could not be read and did not count, first ${firstSkipped}`];
  const guardrails = unobserved.map((name) => `${name} is never observed for both versions`);
  return [...lines, ...guardrails, ...recorded.remarks()];
}

function result(file: string, verdict: Verdict): ReplayResult {
  const { rollback, promotion, held, canaryRequests, evidence, threshold, reason, answers } =
    verdict;
  return {
    file,
    decision: rollback ? 'rollback' : 'none',
    time: rollback ? new Date(rollback.time).toISOString() : null,
    tick: rollback?.tick ?? null,
    canaryRequests,
    guardrail: rollback && 'guardrail' in rollback ? rollback.guardrail : null,
    evidence,
    threshold,
    reason,
    promotion: promotion && {
      time: new Date(promotion.time).toISOString(),
      tick: promotion.tick,
    },
    held: held && { time: new Date(held.time).toISOString(), tick: held.tick, reason: held.reason },
    answers,
  };
}

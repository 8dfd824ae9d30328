import {
  LastgoodError,
  sampleOf,
  type ModelPolicy,
  type Outcome,
  type Pair,
  type Tick,
} from '@lastgood/triggers';

import { isObject } from '../../recordings/json.ts';
import type { RecordingLine, ShadowRequest } from '../../recordings/line.ts';
import { readRecording, type Reading } from '../../recordings/recording.ts';
import { nothingToJudge } from '../../replay/nothing-to-judge.ts';
import { RecordedTicks } from '../../replay/recorded-ticks.ts';
import type { Traffic } from '../request.ts';
import { ShadowRequests } from '../shadow.ts';
import { mostIntervals } from '../source.ts';
import { RequestLogWriter, type RequestLog } from './request-log.ts';

/** A recording that was read once, to be gone through many times. */
export interface Recording {
  readonly file: string;
  readonly kind: RecordingLine['kind'];
  /** Begin of the first interval, epoch milliseconds: a multiple of the policy's tick. */
  readonly from: number;
  /** How many intervals there are, of the policy's tick each. */
  readonly intervals: number;
  /** What `replay` gives to the engine, in its order; of a shadow log at some split. */
  readonly ticks: readonly Tick[];
  /** The requests, in which the baseline comes first and in a shadow log the canary second; absent of ticks. */
  readonly log?: RequestLog;
  /** The requests of a shadow log one by one, with all that was observed of them; absent unless they were asked for. */
  readonly traffic?: Traffic;
  readonly reading: Reading;
  readonly recorded: RecordedTicks;
}

export interface HowToRead {
  /** Whether the requests of a shadow log are also wanted one by one, which takes much memory. */
  readonly withTraffic?: boolean;
  /** Called now and then with how much of the file has been read, from 0 to 1. */
  readonly progress?: ((share: number) => void) | undefined;
}

/**
 * Reads a recording, of whichever kind, for rollouts of policies with this tick and these metrics.
 *
 * @throws LastgoodError if it cannot be read
 */
export async function readForRollouts(
  file: string,
  policy: ModelPolicy,
  versions: Pair<string>,
  { withTraffic = false, progress }: HowToRead = {},
): Promise<Recording> {
  const recorded = new RecordedTicks({ policy, versions, canaryShare: 0.5, seed: 0 });
  const ticks: Tick[] = [];
  let log: RequestLogWriter | undefined;
  let requests: ShadowRequests | undefined;
  let kind: RecordingLine['kind'] = 'tick';
  const reading = await readRecording(file, {
    skipBadLines: false,
    progress,
    visit: (line) => {
      const reason = recorded.add(line);
      for (const tick of recorded.take()) ticks.push(tick);
      if (reason !== undefined || line.kind === 'tick') return reason;
      kind = line.kind;
      log ??= new RequestLogWriter(policy, line.kind === 'shadow' ? 2 : 1);
      log.add(line, outcomesOf(line, versions));
      if (withTraffic && line.kind === 'shadow') (requests ??= new ShadowRequests()).add(line);
      return undefined;
    },
  });
  recorded.close();
  for (const tick of recorded.take()) ticks.push(tick);

  let from = Infinity;
  let to = -Infinity;
  for (const tick of ticks) {
    from = Math.min(from, Math.floor(tick.from / policy.tick) * policy.tick);
    to = Math.max(to, tick.to);
  }
  const intervals = Math.max(0, Math.ceil((to - from) / policy.tick));
  if (intervals > mostIntervals) {
    throw new LastgoodError(
      'recording-too-long',
      `${file}: from ${new Date(from).toISOString()} to ${new Date(to).toISOString()} there are ${intervals} ticks of the policy, more than ${mostIntervals}`,
    );
  }
  return {
    file,
    kind,
    from,
    intervals,
    ticks,
    reading,
    recorded,
    ...(log && { log: log.log(from, intervals) }),
    ...(requests && { traffic: requests.traffic() }),
  };
}

type Values = Readonly<Record<string, unknown>>;

function outcomesOf(
  line: ({ kind: 'outcome' } & Outcome) | ({ kind: 'shadow' } & ShadowRequest),
  { baseline, canary }: Pair<string>,
): (Values | undefined)[] {
  if (line.kind === 'outcome') return [line.version === baseline ? line.values : undefined];
  return [baseline, canary].map((version) => {
    const values = Object.hasOwn(line.outcomes, version) ? line.outcomes[version] : undefined;
    return isObject(values) ? values : undefined;
  });
}

/**
 * Refuses a recording without anything to judge.
 *
 * @param needed the versions that have to be there, the canary last
 * @throws LastgoodError `recording-empty` with what is there
 */
export function requireOutcomes(
  { file, ticks, reading, recorded }: Recording,
  { guardrails }: ModelPolicy,
  needed: readonly string[],
): void {
  // A limit looks at the canary alone, in a twin at what it will be drawn from.
  const unobserved = guardrails.filter(({ name, tolerance }) => {
    const of = tolerance === undefined ? needed.slice(-1) : needed;
    return !of.every((version) => ticks.some((tick) => sampleOf(tick, version, name)));
  });
  const namesOf = (some: ModelPolicy['guardrails']): string[] => some.map(({ name }) => name);
  const problem = nothingToJudge(
    reading,
    recorded,
    needed,
    namesOf(guardrails),
    namesOf(unobserved),
  );
  if (problem !== undefined) throw new LastgoodError('recording-empty', `${file}: ${problem}`);
}

import { LastgoodError, type ModelPolicy, type Pair, type Sample } from '@lastgood/triggers';

import type { SourceName } from '../source-name.ts';
import type { Source } from '../source.ts';
import { asRecorded } from './as-recorded.ts';
import { sampleIn } from './column.ts';
import { totals } from './intervals.ts';
import { requireOutcomes, type Recording } from './read.ts';
import { shadowDrawing } from './shadow-log.ts';
import { splitSource } from './split-source.ts';
import { twinOfRequests, twinOfTicks } from './twin.ts';
import { Usual } from './usual.ts';

/** The name of traffic that comes from a recording. */
export type RecordingName = Exclude<SourceName, { readonly kind: 'scenario' }>;

/**
 * Traffic of a recording that has been read.
 *
 * @throws LastgoodError `recording-empty` where it has nothing to judge, `guardrail-unknown`, `fault-impossible`
 */
export function recordingSource(
  recording: Recording,
  name: RecordingName,
  policy: ModelPolicy,
  versions: Pair<string>,
): Source {
  const { tick, guardrails } = policy;
  const { from, intervals, log } = recording;
  const { canary, baseline } = versions;
  const needed = name.kind === 'recording' ? [baseline, canary] : [baseline];
  requireOutcomes(recording, policy, needed);
  if (name.kind === 'recording' && recording.kind !== 'shadow') {
    return asRecorded(recording, policy, versions, name.faulty === true);
  }
  const common = { from, intervals, usual: new Usual(guardrails, usualOf()) };
  if (name.kind === 'recording' && log) {
    const draw = shadowDrawing(log, tick);
    return splitSource(policy, versions, { ...common, draw, faulty: name.faulty === true });
  }
  const draw = log ? twinOfRequests(log, tick) : twinOfTicks(recording, policy, baseline);
  const twin = { ...common, draw, faulty: false };
  if (name.kind !== 'fault') return splitSource(policy, versions, twin);
  const fault = { metric: metricNamed(name.guardrail), times: name.times };
  // What cannot be made worse is told before the first rollout.
  common.usual.worsened(fault.metric, fault.times);
  return splitSource(policy, versions, { ...twin, fault });

  function usualOf(): (Sample | undefined)[] {
    const counted = recording.ticks.filter(({ calibration }) => !calibration);
    if (!log) return totals(guardrails, counted, baseline);
    const everybody = new Uint8Array(log.lines.length);
    return (log.columns[0] ?? []).map((column) =>
      sampleIn(column, 0, everybody.length, everybody, 0),
    );
  }

  function metricNamed(guardrail: string): number {
    const metric = guardrails.findIndex((one) => one.name === guardrail);
    if (metric >= 0) return metric;
    throw new LastgoodError(
      'guardrail-unknown',
      `there is no guardrail "${guardrail}": there is ${guardrails.map((one) => one.name).join(', ')}`,
    );
  }
}

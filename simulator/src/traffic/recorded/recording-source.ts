import { LastgoodError, type ModelPolicy, type Pair } from '@lastgood/triggers';

import type { SourceName } from '../source-name.ts';
import type { Source } from '../source.ts';
import { asRecorded } from './as-recorded.ts';
import { totalIn } from './column.ts';
import { Excess } from './excess.ts';
import { totals } from './intervals.ts';
import { requireOutcomes, type Recording } from './read.ts';
import { shadowDrawing } from './shadow-log.ts';
import { splitSource } from './split-source.ts';
import { twinOfRequests, twinOfTicks } from './twin.ts';
import { Usual } from './usual.ts';

/** The name of traffic that comes from a recording. */
type RecordingName = Exclude<SourceName, { readonly kind: 'scenario' }>;

/** What the versions are called in the recording, and in the ticks of traffic that is split. */
interface RecordedVersions {
  readonly recorded: Pair<string>;
  readonly shown: Pair<string>;
}

/**
 * Traffic of a recording that has been read.
 *
 * @throws LastgoodError `recording-empty` where it has nothing to judge, `guardrail-unknown`, `fault-impossible`
 */
export function recordingSource(
  recording: Recording,
  name: RecordingName,
  policy: ModelPolicy,
  { recorded, shown }: RecordedVersions,
): Source {
  const { tick, guardrails } = policy;
  const { from, intervals, log } = recording;
  const counted = recording.ticks.filter(({ calibration }) => !calibration);
  const { canary, baseline } = recorded;
  const needed = name.kind === 'recording' ? [baseline, canary] : [baseline];
  requireOutcomes(recording, policy, needed);
  if (name.kind === 'recording' && recording.kind !== 'shadow') {
    return asRecorded(recording, policy, recorded, name.faulty === true);
  }
  const usual = log?.columns[0]?.map(totalIn) ?? totals(guardrails, counted, baseline);
  const common = { from, intervals, usual: new Usual(guardrails, usual) };
  if (name.kind === 'recording' && log) {
    const excess = new Excess(guardrails, log.columns[1]?.map(totalIn) ?? [], usual);
    const draw = shadowDrawing(log, excess, tick);
    const { metric: worst } = excess;
    return splitSource(policy, shown, { ...common, draw, worst, faulty: name.faulty === true });
  }
  const draw = log ? twinOfRequests(log, tick) : twinOfTicks(recording, policy, baseline);
  const twin = { ...common, draw, worst: -1, faulty: false };
  if (name.kind !== 'fault') return splitSource(policy, shown, twin);
  const fault = { metric: metricNamed(name.guardrail), times: name.times };
  // What cannot be made worse is told before the first rollout.
  common.usual.worsened(fault.metric, fault.times);
  return splitSource(policy, shown, { ...twin, fault });

  function metricNamed(guardrail: string): number {
    const metric = guardrails.findIndex((one) => one.name === guardrail);
    if (metric >= 0) return metric;
    throw new LastgoodError(
      'guardrail-unknown',
      `there is no guardrail "${guardrail}": there is ${guardrails.map((one) => one.name).join(', ')}`,
    );
  }
}

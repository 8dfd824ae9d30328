import type { SoundStatistic } from '../evidence/statistic.ts';

/** The comparison of a guardrail of which a calibration has shown nothing: neither good nor bad is ever known. */
export const cannotCompare: SoundStatistic<null, null, unknown> = {
  initial: () => null,
  step: (_, state) => ({ state }),
  prior: () => [1],
  soundness: () => 0,
};

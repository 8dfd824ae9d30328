import { LastgoodError } from '@lastgood/triggers';

import { withSettings } from '../open-tuned.ts';
import type { TunedPolicy } from '../policy-text.ts';

const riskPath = 'risk.falseRollback';

/** The same policy with the next smaller risk; undefined where there is none, or it stays as it is. */
export function gentler(tuned: TunedPolicy, fixed: readonly string[]): TunedPolicy | undefined {
  return withRisk(tuned, fixed, -1);
}

/** The same with the next greater one. */
export function quicker(tuned: TunedPolicy, fixed: readonly string[]): TunedPolicy | undefined {
  return withRisk(tuned, fixed, 1);
}

/** A policy with the risk that another one has. */
export function withRiskOf(tuned: TunedPolicy, other: TunedPolicy): TunedPolicy {
  const knob = other.knobs.find(({ path }) => path === riskPath);
  const setting = knob?.settings[knob.at];
  return setting === undefined ? tuned : withSettings(tuned, [[riskPath, setting]]);
}

function withRisk(
  tuned: TunedPolicy,
  fixed: readonly string[],
  step: 1 | -1,
): TunedPolicy | undefined {
  const knob = tuned.knobs.find(({ path }) => path === riskPath);
  const setting = knob?.settings[knob.at + step];
  if (!knob || setting === undefined || fixed.includes(knob.path)) return undefined;
  try {
    return withSettings(tuned, [[knob.path, setting]]);
  } catch (error) {
    if (error instanceof LastgoodError) return undefined;
    throw error;
  }
}

import type { ModelPolicy } from '@lastgood/triggers';

import type { Knob, Setting } from './knob.ts';

/** A policy file that is being tuned: its text, with the comments that people wrote. Never changes: a setting makes another. */
export interface TunedPolicy {
  /** What the errors call it. */
  readonly file: string;
  readonly text: string;
  /** The model that is tuned. */
  readonly policy: ModelPolicy;
  readonly knobs: readonly Knob[];
}

/** One setting that differs from where the tuning began. */
export interface SettingChange {
  readonly path: string;
  readonly from: Setting;
  readonly to: Setting;
}

/** Something of a policy that can be tuned, and the settings that it can have. */
export interface Knob {
  /** Where it stands below the model, such as `risk.falseRollback` or `guardrails.errors.tolerance.relative`. */
  readonly path: string;
  /** What it does, in a few words. */
  readonly meaning: string;
  /** Its settings as they are written in a policy, from the gentlest to the quickest to roll back where there is such an order. */
  readonly settings: readonly Setting[];
  /** The place of the present setting. */
  readonly at: number;
  /** Whether a search may move it; a tolerance says what is acceptable, which only its owner knows. */
  readonly searched: boolean;
}

/** A value as it is written in a policy file: `1%`, 3, `30m`, `[5%, 100%]`. */
export type Setting = string | number | readonly string[];

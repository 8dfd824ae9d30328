import type { Setting } from '../../tuning/knob.ts';
import { withSetting } from '../../tuning/open-tuned.ts';
import type { TunedPolicy } from '../../tuning/policy-text.ts';

/** A policy with one setting of the knob. */
export interface Rung {
  readonly setting: Setting;
  /** Edits the policy when it is asked for first. */
  policy(): TunedPolicy;
  /** The policy, if it was asked for already. */
  made(): TunedPolicy | undefined;
}

/**
 * All settings of one knob, the rest of the policy as it is. It stays the same while that knob alone is moved, also
 * where the policy it began with has a setting that is none of the usual ones.
 */
export class Ladder {
  readonly path: string;
  readonly rungs: readonly Rung[];

  constructor(policy: TunedPolicy, path: string) {
    this.path = path;
    const knob = policy.knobs.find((candidate) => candidate.path === path);
    this.rungs = (knob?.settings ?? []).map((setting, place) => {
      let made = place === knob?.at ? policy : undefined;
      return {
        setting,
        policy: () => (made ??= withSetting(policy, path, setting)),
        made: () => made,
      };
    });
  }

  /** The place of a policy among the rungs that were asked for; -1 if it is none of them. */
  placeOf(policy: TunedPolicy): number {
    return this.rungs.findIndex((rung) => rung.made()?.text === policy.text);
  }
}

import type { TunedPolicy } from '../../tuning/policy-text.ts';
import type { Line } from '../keys/line.ts';

/** What the keys are for. */
export type Mode =
  /** Picking a knob and moving it. */
  | { readonly kind: 'knobs' }
  /** Going from point to point of the curve; `place` among the rungs. */
  | { readonly kind: 'curve'; readonly place: number }
  | { readonly kind: 'difference' }
  | { readonly kind: 'naming'; readonly line: Line }
  /** There is a file of this name. */
  | { readonly kind: 'replacing'; readonly file: string }
  /** Saying how many false rollbacks the best settings may have: a share of the healthy versions. */
  | { readonly kind: 'limiting'; readonly limit: number }
  | {
      readonly kind: 'searching';
      readonly limit: number;
      readonly share: number;
      readonly timeLeft?: number;
    }
  /** A search was stopped, and this is the best that it had found. */
  | { readonly kind: 'offered'; readonly best: TunedPolicy; readonly text: string };

export interface TuningState {
  readonly mode: Mode;
  readonly helping: boolean;
  /** The knob that is moved. */
  readonly path: string;
  /** Rollouts of each case. */
  readonly runs: number;
  /** What the last key came to. */
  readonly message?: Message;
}

export interface Message {
  readonly text: string;
  readonly wrong: boolean;
}

import type { Mode } from '../../tuning/state.ts';
import type { Binding } from '../binding.ts';

export type TuneCommand =
  | 'pick'
  | 'move'
  | 'walk'
  | 'take'
  | 'best'
  | 'curve'
  | 'undo'
  | 'redo'
  | 'difference'
  | 'save'
  | 'write'
  | 'replace'
  | 'live'
  | 'healthy'
  | 'faulty'
  | 'runs'
  | 'back'
  | 'limit'
  | 'search'
  | 'stop'
  | 'takeOffer'
  | 'help'
  | 'quit';

/** What decides which keys of the Tune view work. */
export interface TuneSituation {
  readonly mode: Mode['kind'];
  readonly helping: boolean;
  readonly past: boolean;
  readonly future: boolean;
  /** Whether the policy differs from where it began. */
  readonly changed: boolean;
  /** Of which kinds there is another case to try. */
  readonly others: { readonly healthy: boolean; readonly faulty: boolean };
}

export type Works = (situation: TuneSituation) => boolean;

/** While nothing else than this is done. */
export const inMode =
  (mode: Mode['kind'], and: Works = () => true): Works =>
  (situation) =>
    !situation.helping && situation.mode === mode && and(situation);

export type TuneBinding = Binding<TuneCommand, TuneSituation>;

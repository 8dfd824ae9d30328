import type { Size } from '../layout.ts';

/** What every view of the app is given. */
export interface ViewProps {
  /** The room of the view, below the line that names the views. */
  readonly size: Size;
  /** Asks to leave the app. */
  readonly quit: () => void;
}

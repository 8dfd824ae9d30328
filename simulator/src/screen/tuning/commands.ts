import { lineAfter } from '../keys/line.ts';
import type { TuneCommand, TuneSituation } from '../keys/tune/situation.ts';
import { askForName, save } from './save.ts';
import type { Tuning } from './tuning.ts';

/** What decides which keys work now. */
export function situationOf(tuning: Tuning): TuneSituation {
  const { mode, helping } = tuning.get();
  const { began, setup, past, future } = tuning.session.get();
  return {
    mode: mode.kind,
    helping,
    others: { healthy: tuning.cases.hasOther('healthy'), faulty: tuning.cases.hasOther('faulty') },
    past: past.length > 0,
    future: future.length > 0,
    changed: setup.policy.text !== began.text,
  };
}

/**
 * Does what a key is for.
 *
 * @param command of the key, if it has one now
 * @returns whether the view had a use for the key
 */
export function pressInTune(
  tuning: Tuning,
  key: string,
  command: TuneCommand | undefined,
  { quit, toLive }: { readonly quit: () => void; readonly toLive: () => void },
): boolean {
  const { mode } = tuning.get();
  if (!command) return write(tuning, key);
  const step = key === 'up' || key === 'left' ? -1 : 1;
  const commands: Record<TuneCommand, () => void> = {
    pick: () => tuning.pick(step),
    move: () => tuning.move(step),
    best: () => tuning.searching.ask(),
    limit: () => tuning.searching.turnLimit(step),
    search: () => void (mode.kind === 'limiting' && tuning.searching.start(mode.limit)),
    takeOffer: () => tuning.searching.takeOffer(),
    undo: () => tuning.step(() => tuning.session.undo()),
    redo: () => tuning.step(() => tuning.session.redo()),
    difference: () => tuning.show({ mode: { kind: 'difference' } }),
    curve: () => tuning.enterCurve(),
    walk: () => tuning.walk(step),
    take: () => tuning.takePoint(),
    save: () => askForName(tuning),
    write: () => void (mode.kind === 'naming' && save(tuning, mode.line.text, false)),
    replace: () => void (mode.kind === 'replacing' && save(tuning, mode.file, true)),
    live: toLive,
    healthy: () => tuning.turn('healthy'),
    faulty: () => tuning.turn('faulty'),
    runs: () => tuning.turnRuns(),
    help: () => tuning.show({ helping: true }),
    back: () => tuning.back(),
    stop: () => tuning.searching.stop(),
    quit,
  };
  commands[command]();
  return true;
}

/** A key of the name of a file; there all keys are for the name. */
function write(tuning: Tuning, key: string): boolean {
  const { mode } = tuning.get();
  if (mode.kind !== 'naming') return mode.kind === 'replacing';
  const line = lineAfter(mode.line, key);
  if (line) tuning.show({ mode: { kind: 'naming', line } });
  return true;
}

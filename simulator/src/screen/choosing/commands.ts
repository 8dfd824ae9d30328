import { lineAfter } from '../keys/line.ts';
import type { ChooseCommand, ChooseSituation } from '../keys/choose.ts';
import type { Choosing } from './choosing.ts';

/** What decides which keys work now. */
export function situationOf(choosing: Choosing): ChooseSituation {
  const { helping, asking } = choosing.get();
  return { helping, asking: asking?.what };
}

const page = 10;

/**
 * Does what a key is for.
 *
 * @param command of the key, if it has one now
 * @returns whether the view had a use for the key
 */
export function pressInChoose(
  choosing: Choosing,
  key: string,
  command: ChooseCommand | undefined,
  quit: () => void,
): boolean {
  const { asking } = choosing.get();
  if (!command) {
    if (!asking) return false;
    const line = lineAfter(asking.line, key);
    if (line) choosing.show({ asking: { ...asking, line } });
    return true;
  }
  const step = key === 'up' || key === 'page up' ? -1 : 1;
  const commands: Record<ChooseCommand, () => void> = {
    pick: () => choosing.pick(step),
    page: () => choosing.pick(page * step),
    take: () => void choosing.take(),
    recording: () => choosing.ask('recording'),
    seed: () => choosing.ask('seed'),
    write: () => void choosing.write(),
    complete: () => choosing.complete(),
    back: () => choosing.back(),
    help: () => choosing.show({ helping: true }),
    quit,
  };
  commands[command]();
  return true;
}

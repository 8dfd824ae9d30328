import type { RunView } from '../run/view.ts';
import { closingLines, eventLine, openingLines } from './lines.ts';

/** Runs to the end and writes what happens as it does, for a log or a pipe; returns the last view. */
export async function reportRun(
  views: AsyncIterable<RunView>,
  write: (line: string) => void,
): Promise<RunView | undefined> {
  let last: RunView | undefined;
  let told = 0;
  for await (const view of views) {
    if (!last) openingLines(view).forEach(write);
    for (const event of view.events.slice(told)) write(eventLine(event));
    told = view.events.length;
    last = view;
  }
  if (last) closingLines(last).forEach(write);
  return last;
}

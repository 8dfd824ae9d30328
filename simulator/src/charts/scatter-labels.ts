import type { DotStyle } from './dots.ts';
import type { Point } from './scatter.ts';
import type { Cell, Role } from './span.ts';

/** A point with its cell. */
export interface Placed {
  readonly point: Point;
  readonly row: number;
  readonly column: number;
}

/** Writes the labels of points, as far as they have room; those of points on top, which come later, are the first to find it. */
export function addLabels(
  cells: Cell[][],
  placed: readonly Placed[],
  style: Pick<DotStyle, 'level'>,
): void {
  for (const label of labelsOf(placed)) addLabel(cells, label, style);
}

interface Label {
  readonly row: number;
  readonly column: number;
  /** The longest first: as much of it as there is room for. */
  readonly texts: readonly string[];
  readonly role: Role;
}

/** One for each place, in the colour of the point on top: with the others there, or alone. Those on top come first. */
function labelsOf(placed: readonly Placed[]): Label[] {
  const groups = Map.groupBy(placed.toReversed(), ({ row, column }) => `${row} ${column}`);
  return [...groups.values()].flatMap((group) => {
    const [top] = group;
    const texts = group.flatMap(({ point }) => point.label ?? []).toReversed();
    if (!top) return [];
    const { row, column, point } = top;
    return { row, column, texts: [texts.join(', '), ...texts.slice(-1)], role: point.role };
  });
}

/** Beside the point, or above or below it: where nothing else stands, and no other point to which it would seem to belong. */
function addLabel(
  cells: Cell[][],
  { row, column, texts, role }: Label,
  { level }: Pick<DotStyle, 'level'>,
): void {
  const isFree = ({ character, role: other }: Cell): boolean =>
    character === ' ' || (character === level && other === 'axis');
  const lines = [row, row - 1, row + 1].filter((line) => {
    const beside = cells[line]?.[column];
    return line === row || (beside && isFree(beside));
  });
  const places = texts.flatMap((text) =>
    lines.flatMap((line) => [
      { text, line, from: column + 2 },
      { text, line, from: column - 1 - text.length },
    ]),
  );
  const place = places.find(({ text, line, from }) => {
    // With room around it, so that it does not run into another.
    const around = cells[line]?.slice(Math.max(0, from - 1), from + text.length + 1) ?? [];
    return from >= 0 && from + text.length <= (cells[line]?.length ?? 0) && around.every(isFree);
  });
  if (!place) return;
  const written = Array.from(place.text, (character): Cell => ({ character, role }));
  cells[place.line]?.splice(place.from, written.length, ...written);
}

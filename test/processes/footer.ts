/** tmux's names for the keys that the footer shows. */
const named: Readonly<Record<string, readonly string[]>> = {
  '↑↓': ['Down', 'Up'],
  '←→': ['Right', 'Left'],
  '⏎': ['Enter'],
  esc: ['Escape'],
  space: ['Space'],
  tab: ['Tab'],
};

/** The keys that the last line of a screen says work now, by the words beside them. */
export function footerOf(screen: string): ReadonlyMap<string, readonly string[]> {
  const line = screen.trimEnd().split('\n').at(-1) ?? '';
  const items = line
    .trim()
    .split(/ {2,}/)
    .filter((item) => !/[.?]$/.test(item));
  return new Map(
    items.map((item) => {
      const [key = '', ...words] = item.split(' ');
      const keys = named[key] ?? [key];
      if (words.length === 0 || (keys[0] === key && key.length > 1)) {
        throw new Error(
          `"${item}" is no key with a word of what it does, in the footer of:\n${screen}`,
        );
      }
      return [words.join(' '), keys];
    }),
  );
}

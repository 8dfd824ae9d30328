import type { Stretch } from './cells.ts';

/** Of a character cell and of the margin, in pixels. */
const cell = { width: 8.4, height: 17 };
const margin = 12;

const paper = '#14171c';
const ink = '#d4d8de';

/** Black to white, then the bright ones. */
const palette = [
  '#3b4048 #e0606a #7fc27a #d9b562 #6aa3e8 #c58be0 #5cc0cc #d4d8de',
  '#6b7280 #ff7b85 #98dc92 #f2cf7a #8bbdf7 #dba6f2 #7adbe6 #ffffff',
].flatMap((line) => line.split(' '));

/** Draws a terminal's screen. Characters that fonts lack, or have in other widths, are drawn as shapes. */
export function svgOf(
  stretches: readonly Stretch[],
  { columns, rows }: { readonly columns: number; readonly rows: number },
): string {
  const width = 2 * margin + columns * cell.width;
  const height = 2 * margin + rows * cell.height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" rx="8" fill="${paper}"/>`,
    '<g font-family="monospace" font-size="14">',
    ...stretches.flatMap(drawn),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function drawn({ row, column, text, look }: Stretch): string[] {
  if (text.trim() === '' && !look.inverse) return [];
  const fill = look.colour === undefined ? ink : (palette[look.colour] ?? ink);
  const [x, y] = [margin + column * cell.width, margin + row * cell.height];
  const characters = text.split('');
  const letters = characters.map((character) => (isShape(character) ? ' ' : character)).join('');
  const attributes = [
    `fill="${look.inverse ? paper : fill}"`,
    ...(look.bold ? ['font-weight="bold"'] : []),
    ...(look.dim ? ['opacity=".6"'] : []),
  ].join(' ');
  const shapes = characters
    .flatMap((character, place) => shapeOf(character, x + place * cell.width, y))
    .join('');
  return [
    ...(look.inverse
      ? [
          `<path d="${rectangle(x, y, characters.length * cell.width, cell.height)}" fill="${fill}"/>`,
        ]
      : []),
    ...wordsIn(letters).map(
      ({ word, place }) =>
        `<text x="${of(x + place * cell.width)}" y="${of(y + 13)}" textLength="${of(word.length * cell.width)}" ${attributes}>${escaped(word)}</text>`,
    ),
    ...(shapes === '' ? [] : [`<path d="${shapes}" ${attributes}/>`]),
  ];
}

/** Each stands where its first character does, however wide the letters of the font are. */
function wordsIn(text: string): { word: string; place: number }[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({ word: match[0], place: match.index }));
}

function of(value: number): string {
  return String(+value.toFixed(2));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const blocks: Readonly<Record<string, readonly [x: number, y: number, w: number, h: number]>> = {
  '█': [0, 0, 1, 1],
  '░': [0, 0.45, 1, 0.1],
  '│': [0.44, 0, 0.12, 1],
  '─': [0, 0.46, 1, 0.08],
};

function isBraille(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x28_00 && code <= 0x28_ff;
}

function isShape(character: string): boolean {
  return isBraille(character) || character in blocks;
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${of(x)} ${of(y)}h${of(width)}v${of(height)}h${of(-width)}z`;
}

function shapeOf(character: string, x: number, y: number): string[] {
  const block = blocks[character];
  if (block) {
    const [left, top, width, height] = block;
    return [
      rectangle(
        x + left * cell.width,
        y + top * cell.height,
        width * cell.width,
        height * cell.height,
      ),
    ];
  }
  return isBraille(character) ? dotsOf(character, x, y) : [];
}

/** The dots of a braille character, by Unicode's numbering of them: 1 to 3 and 7 to the left, 4 to 6 and 8 to the right. */
function dotsOf(character: string, x: number, y: number): string[] {
  const bits = (character.codePointAt(0) ?? 0) - 0x28_00;
  const places = [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 1],
    [1, 2],
    [0, 3],
    [1, 3],
  ] as const;
  const [width, height] = [cell.width / 2, cell.height / 4];
  return places.flatMap(([across, down], bit) =>
    bits & (1 << bit)
      ? [
          rectangle(
            x + (across + 0.2) * width,
            y + (down + 0.2) * height,
            width * 0.62,
            height * 0.55,
          ),
        ]
      : [],
  );
}

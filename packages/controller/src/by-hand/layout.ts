import { isList, isObject, type Json } from '../flags/json.ts';

/** How a JSON text is laid out, so that what is added looks like the rest. */
export type Layout = {
  readonly lineEnd: string;
  /** What stands after a comma or a colon on the same line. */
  readonly space: string;
  /** The white space at the beginning of the line that an offset is in. */
  indentAt(text: string, offset: number): string;
  /** A value, whose first line stands behind something else and whose last line is indented by `indent`. */
  write(value: Json, indent: string): string;
};

/** Values that fit are written on one line, as people write a bucket such as `["v12", 90]`. */
const longestLine = 60;

export function layoutOf(text: string): Layout {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const step = /\n([ \t]+)"/.exec(text)?.[1];
  const space = step !== undefined || /[:,] /.test(text) ? ' ' : '';
  return {
    lineEnd,
    space,
    indentAt: (source, offset) =>
      /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '',
    write,
  };

  function write(value: Json, indent: string): string {
    const line = onOneLine(value);
    const isCollection = isList(value) || isObject(value);
    if (!isCollection || step === undefined || line.length <= longestLine) return line;
    const parts = isList(value)
      ? value.map((part) => write(part, indent + step))
      : Object.entries(value).map(
          ([key, part]) => `${JSON.stringify(key)}: ${write(part, indent + step)}`,
        );
    const [open, close] = isList(value) ? '[]' : '{}';
    const lines = parts.map((part) => `${indent}${step}${part}`).join(`,${lineEnd}`);
    return `${open}${lineEnd}${lines}${lineEnd}${indent}${close}`;
  }

  function onOneLine(value: Json): string {
    if (isList(value)) return `[${value.map(onOneLine).join(`,${space}`)}]`;
    if (!isObject(value)) return JSON.stringify(value);
    const parts = Object.entries(value).map(
      ([key, part]) => `${JSON.stringify(key)}:${space}${onOneLine(part)}`,
    );
    return parts.length === 0 ? '{}' : `{${space}${parts.join(`,${space}`)}${space}}`;
  }
}

/** What controls a terminal or turns the order of a text about, but for the ends of lines and tabs. */
const controls = /(?!\r?\n|\t)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/**
 * Text that brings nothing about but letters, whatever was in the files that it speaks of. What it replaces is written as
 * in JSON, so that JSON means the same as before.
 */
export function printable(text: string): string {
  return text.replace(
    controls,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const iso = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** `2026-05-01T00:00:03.250Z`, the form that most recordings keep to throughout. */
const usual = 'YYYY-MM-DDThh:mm:ss.sssZ';

const minute = 60_000;

/** Reads the times of a recording, which are most often on the same day as the one before. */
export class TimeReader {
  #day = '';
  #midnight = NaN;

  /**
   * ISO 8601 with its offset from UTC, or epoch milliseconds; read as epoch milliseconds. NaN for anything else: which
   * zone a time without offset means is not guessed.
   */
  read(value: unknown): number {
    if (typeof value === 'number') return value;
    if (typeof value !== 'string') return NaN;
    return this.#usual(value) ?? parse(value);
  }

  /** The usual form, several times as fast; undefined if `text` does not have it. */
  #usual(text: string): number | undefined {
    if (text.length !== usual.length || text[23] !== 'Z' || text[10] !== 'T') return undefined;
    if (!text.startsWith(this.#day) || this.#day === '') {
      this.#day = text.slice(0, 10);
      this.#midnight = parse(`${this.#day}T00:00Z`);
    }
    const hours = twoDigits(text, 11);
    const minutes = twoDigits(text, 14);
    const seconds = twoDigits(text, 17);
    const thousandths = twoDigits(text, 20) * 10 + (twoDigits(text, 21) % 10);
    if (text[13] !== ':' || text[16] !== ':' || text[19] !== '.') return undefined;
    if (!(hours < 24 && minutes < 60 && seconds < 60)) return undefined;
    return this.#midnight + (hours * 60 + minutes) * minute + seconds * 1000 + thousandths;
  }
}

/** NaN unless there are two digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

function parse(text: string): number {
  const [, day] = iso.exec(text) ?? [];
  // Date.parse takes the 30th of February for the 2nd of March.
  const exists = day !== undefined && new Date(`${day}T00:00Z`).toJSON()?.startsWith(day);
  return exists ? Date.parse(text) : NaN;
}

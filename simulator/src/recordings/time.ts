const iso = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** `2026-05-01T00:00:03.250Z`, the form that most recordings keep to throughout. */
const usual = 'YYYY-MM-DDThh:mm:ss.sssZ';

const dot = '.'.charCodeAt(0);
const zulu = 'Z'.charCodeAt(0);

/** Reads the times of a recording, which are most often in the same minute as the one before. */
export class TimeReader {
  /** The usual form up to its seconds. */
  #minute = '';
  #start = NaN;

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
    if (text.length !== usual.length || text.charCodeAt(19) !== dot || text.charCodeAt(23) !== zulu)
      return undefined;
    if (this.#minute === '' || !text.startsWith(this.#minute)) {
      this.#minute = text.slice(0, 17);
      // A day may end with 24:00, which no second follows.
      this.#start = this.#minute.includes('T24') ? NaN : parse(`${this.#minute}00Z`);
    }
    const seconds = twoDigits(text, 17);
    const thousandths = twoDigits(text, 20) * 10 + (twoDigits(text, 21) % 10);
    const time = this.#start + seconds * 1000 + thousandths;
    return seconds < 60 && !Number.isNaN(time) ? time : undefined;
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

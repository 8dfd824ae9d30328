import { excerpt } from '../recordings/json.ts';

/** More names than this help nobody, and a broken recording may have a new one in every line. */
const most = 20;

/** Names that were come across, each told once. */
export class Names {
  readonly #names = new Set<string>();

  add(name: string): void {
    if (this.#names.size <= most) this.#names.add(name);
  }

  get size(): number {
    return this.#names.size;
  }

  /** As a text, for people. */
  list(): string {
    const names = [...this.#names].map(shown);
    return names.length > most ? `${names.slice(0, most).join(', ')} and more` : names.join(', ');
  }
}

/** In quotes where it could be overlooked or misread. */
function shown(name: string): string {
  return name === '' || name.length > 60 || /\p{Cc}/u.test(name) ? excerpt(name) : name;
}

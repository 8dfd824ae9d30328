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
    const names = [...this.#names].map((name) =>
      /\p{Cc}/u.test(name) ? JSON.stringify(name) : name,
    );
    return names.length > most ? `${names.slice(0, most).join(', ')} and more` : names.join(', ');
  }
}

/** Takes a key; false if it has no use for it. */
export type KeyHandler = (key: string) => boolean;

/**
 * Brings each key to the view that is shown. A view comes a moment after it was asked for: what is pressed meanwhile
 * waits for it, so that no key goes to a view that its user does not see any more.
 */
export class Keyboard {
  readonly #otherwise: (key: string) => void;
  readonly #waiting: string[] = [];
  #handler: KeyHandler | undefined;

  /** @param otherwise takes the keys for which the view has no use */
  constructor(otherwise: (key: string) => void) {
    this.#otherwise = otherwise;
  }

  press(key: string): void {
    this.#waiting.push(key);
    this.#deliver();
  }

  /**
   * From now on keys come to this one; those that waited come with the next turn of the event loop, since a view that is
   * replaced while it is being shown, and the next one as well, would be too much for React.
   *
   * @returns stops listening
   */
  listen(handler: KeyHandler): () => void {
    this.#handler = handler;
    if (this.#waiting.length > 0) setImmediate(() => this.#deliver());
    return () => {
      if (this.#handler === handler) this.#handler = undefined;
    };
  }

  /** The view is about to change: the keys from now on are for the next one. */
  changeHands(): void {
    this.#handler = undefined;
  }

  #deliver(): void {
    while (this.#handler) {
      const key = this.#waiting.shift();
      if (key === undefined) return;
      if (!this.#handler(key)) this.#otherwise(key);
    }
  }
}

import type { RunEvent } from './view.ts';

/** What happened in a run, in the order in which it did. */
export class EventLog {
  readonly #events: RunEvent[] = [];
  #tick = 0;
  #time: number;

  constructor(time: number) {
    this.#time = time;
  }

  get all(): readonly RunEvent[] {
    return this.#events;
  }

  /** From now on events happen at the end of this tick. */
  moveTo(tick: number, time: number): void {
    this.#tick = tick;
    this.#time = time;
  }

  /** @param cause who decided it, where it was a guardrail or a person */
  add(
    kind: RunEvent['kind'],
    text: string,
    cause: Pick<RunEvent, 'guardrail' | 'byHand'> = {},
  ): void {
    this.#events.push({ tick: this.#tick, time: this.#time, kind, text, ...cause });
  }
}

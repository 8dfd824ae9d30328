import type { Random } from '../../random/random.ts';
import type { Change, Span, SyntheticScenario } from '../../scenarios/scenario.ts';

/** From when to when a change is in force, in whole ticks: milliseconds from the start. */
interface Occurrence {
  readonly from: number;
  /** Excluded; Infinity: to the end. */
  readonly to: number;
}

/** A change, with when a seed has it come. */
export interface ScheduledChange {
  readonly change: Change;
  /** In the order of time. */
  readonly occurrences: readonly Occurrence[];
}

/**
 * Draws when each change comes.
 *
 * @param tick milliseconds; what would begin within one begins with the next
 */
export function drawSchedule(
  { changes, length }: SyntheticScenario,
  tick: number,
  random: Random,
): readonly ScheduledChange[] {
  const whole = (time: number): number => Math.ceil(time / tick) * tick;
  return changes.map((change) => {
    const occurrences: Occurrence[] = [];
    let at = drawn(change.at, random);
    while (at < length) {
      const to = change.for ? at + drawn(change.for, random) : Infinity;
      occurrences.push({ from: whole(at), to: whole(to) });
      if (!change.every) break;
      at += drawn(change.every, random);
    }
    return { change, occurrences };
  });
}

/** What is certain takes nothing of the randomness. */
function drawn([shortest, longest]: Span, random: Random): number {
  return shortest === longest ? shortest : shortest + random.uniform() * (longest - shortest);
}

/** When the fault begins, milliseconds from the start; undefined if there is none, or not before the end. */
export function faultIn(schedule: readonly ScheduledChange[]): number | undefined {
  return schedule.find(({ change }) => change.fault)?.occurrences[0]?.from;
}

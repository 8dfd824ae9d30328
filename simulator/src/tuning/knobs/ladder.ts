import type { Knob, Setting } from '../knob.ts';

/** What is said of a knob beside its settings. */
type Described = Pick<Knob, 'path' | 'meaning' | 'searched'>;

/**
 * A knob whose settings are numbers, however they are written.
 *
 * @param rungs the usual values; those that the policy would refuse are to be left out before
 * @param present what the policy has, which is among the settings wherever it stands
 * @param write how a value is written
 * @param order whether the settings rise, from the gentlest to the quickest to roll back, or fall
 */
export function ladder(
  described: Described,
  rungs: readonly number[],
  present: number,
  write: (value: number) => Setting,
  order: 'rising' | 'falling',
): Knob {
  const rising = [...new Set([...rungs, present])].toSorted((left, right) => left - right);
  const values = order === 'rising' ? rising : rising.toReversed();
  return { ...described, settings: values.map(write), at: values.indexOf(present) };
}

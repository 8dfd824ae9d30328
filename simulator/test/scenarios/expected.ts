import type { Decision } from '@lastgood/triggers';

import type { SyntheticScenario } from '../../src/scenarios/scenario.ts';

/**
 * What is wrong with decisions by what a scenario expects of a good policy; undefined if nothing.
 *
 * @param from begin of the scenario, epoch milliseconds
 * @param fault when the canary becomes worse
 */
export function problemWith(
  { expect, changes }: SyntheticScenario,
  from: number,
  fault: number | undefined,
  decisions: readonly Decision[],
): string | undefined {
  const { decision, within = Infinity } = expect;
  const timeOf = (wanted: Decision['action']): number =>
    decisions.find(({ action }) => action === wanted)?.time ?? Infinity;
  const rollback = timeOf('rollback');
  if (decision === 'rollback') {
    if (fault === undefined) return 'there is no fault';
    if (rollback < fault) return 'it was rolled back before the fault';
    return late('rollback', rollback - fault, within);
  }
  if (rollback < Infinity) return 'it was rolled back';
  if (decision === 'promote') return late('promotion', timeOf('promote') - from, within);
  if (decision === 'none') return undefined;
  // A change may come at any time of its span.
  const [[earliest, latest]] = [changes[0]?.at ?? [0, 0]];
  const hold = timeOf('hold') - from;
  if (hold < earliest) return 'it was held before anything happened';
  return late('hold', hold - latest, within);
}

function late(what: string, after: number, within: number): string | undefined {
  if (after === Infinity) return `there was no ${what}`;
  return after <= within ? undefined : `the ${what} came after ${Math.round(after / 60_000)} min`;
}

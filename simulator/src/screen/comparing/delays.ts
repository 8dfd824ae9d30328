import { lineChart } from '../../charts/line-chart.ts';
import type { ComparedRollout, RuleResult } from '../../rollouts/comparison.ts';
import { count } from '../../words/counts.ts';
import { roundPercent } from '../../words/percent.ts';
import { pens } from '../look/pens.ts';
import { axisWidth, type PanelContent } from '../panels/panel.ts';

/** How soon two rules rolled faulty canaries back, and the longest it took, in milliseconds. */
export interface Delays {
  readonly panel: PanelContent;
  readonly longest: number;
}

/**
 * The share of the faulty canaries, without those that a rule rolled back before the fault, that Lastgood and the picked
 * rule had rolled back so long after it; undefined while there is none.
 */
export function delaysOf(rollouts: readonly ComparedRollout[], picked: number): Delays | undefined {
  const faulty = rollouts.filter(({ fault }) => fault !== null);
  const [own, other] = [resultsOf(faulty, 0), resultsOf(faulty, picked)];
  const longest = Math.max(0, own.delays.at(-1) ?? 0, other.delays.at(-1) ?? 0);
  if (longest === 0) return undefined;
  const rules = picked === 0 ? [own] : [own, other];
  const penOf = (place: number): typeof pens.canary => (place === 0 ? pens.canary : pens.baseline);
  return {
    longest,
    panel: {
      title: 'faulty canaries rolled back, by the time since the fault',
      readings: rules.map(({ rule, delays, inTime }, place) => ({
        pen: penOf(place),
        name: rule,
        value: `${count(delays.length)} of ${count(inTime)}`,
      })),
      draw: (room) => {
        const columns = (room.width - axisWidth) * room.glyphs.dots.across;
        return lineChart({
          ...room,
          axisWidth,
          style: room.glyphs.dots,
          format: roundPercent,
          range: { min: 0, max: 1 },
          series: rules
            .map(({ delays, inTime }, place) => ({
              pen: penOf(place),
              values: sharesBy(delays, inTime, longest, columns),
            }))
            .toReversed(),
        });
      },
    },
  };
}

interface RuleDelays {
  readonly rule: string;
  /** Rising, in milliseconds. */
  readonly delays: readonly number[];
  /** Faulty canaries that it had not rolled back before the fault. */
  readonly inTime: number;
}

function resultsOf(faulty: readonly ComparedRollout[], place: number): RuleDelays {
  const results: RuleResult[] = faulty.flatMap(({ rules }) => rules[place] ?? []);
  const inTime = results.filter(({ falseRollback }) => !falseRollback);
  const delays = inTime.flatMap(({ delay }) => delay?.time ?? []);
  return {
    rule: results[0]?.rule ?? '',
    delays: delays.toSorted((one, next) => one - next),
    inTime: inTime.length,
  };
}

/** The share that is reached at the end of each column. */
function sharesBy(
  delays: readonly number[],
  of: number,
  longest: number,
  columns: number,
): number[] {
  let reached = 0;
  return Array.from({ length: columns }, (_, column) => {
    const time = ((column + 1) / columns) * longest;
    while (reached < delays.length && (delays[reached] ?? Infinity) <= time) reached += 1;
    return of === 0 ? NaN : reached / of;
  });
}

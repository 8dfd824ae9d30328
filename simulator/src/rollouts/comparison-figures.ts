import type { UnjudgedGuardrail } from '../replay/peer-judge.ts';
import type { ComparedRollout, RuleResult } from './comparison.ts';
import { delayOf, shareOf } from './figures-of.ts';
import type { Figures, Measured } from './figures.ts';

/** What one rule made of many rollouts. Absent where there is nothing that it could be measured on. */
export interface RuleFigures {
  /** `lastgood` for the engine, else the name of a peer's rule. */
  readonly rule: string;
  /** Rollouts of healthy canaries, and of faulty ones. */
  readonly healthy: number;
  readonly faulty: number;
  /** The share of healthy canaries that it rolled back, and that it paused until a person decides. */
  readonly falseRollbacks?: Measured;
  readonly falseHolds?: Measured;
  /** The share of faulty canaries that it rolled back before the fault began. */
  readonly early?: Measured;
  /** The share of faulty canaries that it paused, before or after. */
  readonly held?: Measured;
  /** The share of faulty canaries that it did neither to. */
  readonly missed?: Measured;
  /** From the fault to the rollback, of the faulty canaries that were not rolled back early; paused and missed ones are infinite. */
  readonly delay?: NonNullable<Figures['delay']>;
  /** The guardrails that it cannot judge; with all of the policy's there are no figures. */
  readonly unjudged: readonly UnjudgedGuardrail[];
}

/** One for each rule, in the order of the rollouts' rules; of one policy. */
export function ruleFiguresOf(rollouts: readonly ComparedRollout[]): RuleFigures[] {
  const healthy = rollouts.filter(({ fault }) => fault === null);
  const faulty = rollouts.filter(({ fault }) => fault !== null);
  return (rollouts[0]?.rules ?? []).map(({ rule, unjudged, decision }, place) => ({
    rule,
    healthy: healthy.length,
    faulty: faulty.length,
    unjudged,
    ...(decision !== 'unjudged' && {
      ...ofHealthy(resultsOf(healthy, place)),
      ...ofFaulty(resultsOf(faulty, place)),
    }),
  }));
}

function resultsOf(rollouts: readonly ComparedRollout[], place: number): RuleResult[] {
  return rollouts.flatMap(({ rules }) => rules[place] ?? []);
}

function ofHealthy(results: readonly RuleResult[]): Partial<RuleFigures> {
  if (results.length === 0) return {};
  return {
    falseRollbacks: shareOf(results, ({ falseRollback }) => falseRollback),
    falseHolds: shareOf(results, ({ decision }) => decision === 'hold'),
  };
}

function ofFaulty(results: readonly RuleResult[]): Partial<RuleFigures> {
  if (results.length === 0) return {};
  const inTime = results.filter(({ falseRollback }) => !falseRollback);
  return {
    early: shareOf(results, ({ falseRollback }) => falseRollback),
    held: shareOf(results, ({ decision }) => decision === 'hold'),
    missed: shareOf(results, ({ decision }) => decision === 'none'),
    ...(inTime.length > 0 && { delay: delayOf(inTime.map(({ delay }) => delay)) }),
  };
}

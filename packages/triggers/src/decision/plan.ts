import type { Guardrail, ModelPolicy } from '../policy/model.ts';
import type { Tick } from '../ticks/tick.ts';
import { type Check, checksOf, type EvidenceCheck } from './checks.ts';
import { evidenceLines, type Lines } from './lines.ts';
import { checkWeights } from './weights.ts';

/** A check with its part of the risk, as a logarithm; that of a sustained limit, which has none, is never used. */
interface PlannedCheck {
  readonly check: Check;
  readonly logWeight: number;
}

/** A guardrail as an attempt judges it. */
export interface Member {
  readonly guardrail: Guardrail;
  /** Of the guardrail: guardrails have many shapes, and members one. */
  readonly name: string;
  readonly type: Guardrail['type'];
  /** Whether it is compared with the baseline. */
  readonly compared: boolean;
  /** Its place in the policy, and in the state of a trial. */
  readonly place: number;
  readonly checks: readonly PlannedCheck[];
  /** ln of what its checks weigh together; negative infinity if it has sustained limits alone. */
  readonly logWeight: number;
  /** The place of the comparison that can show that the canary is sound; absent where there is no such test. */
  readonly tested: number | undefined;
  /** Whether something of it is judged by nothing but its not being bad: all but a tested comparison. */
  readonly untested: boolean;
  /** Whether it has sustained limits, and whether it has anything else: they go by ticks and need no block. */
  readonly sustained: boolean;
  readonly inBlocks: boolean;
  /** Whether it has a limit that is judged by evidence. */
  readonly limited: boolean;
}

/** Guardrails whose outcomes are complete after the same time: they advance together, and only they are added up. */
export interface Group {
  readonly lateness: number;
  readonly members: readonly Member[];
}

/** What a policy comes to for the engine. */
export interface Plan {
  /** The lines of each attempt, the first one first. */
  readonly lines: readonly Lines[];
  readonly members: readonly Member[];
  /** From the shortest lateness to the longest. */
  readonly groups: readonly Group[];
}

/** Policies never change, and every tick asks. */
const known = new WeakMap<ModelPolicy, Plan>();

export function planOf(policy: ModelPolicy): Plan {
  const found = known.get(policy);
  if (found) return found;
  const plan = made(policy);
  known.set(policy, plan);
  return plan;
}

function made(policy: ModelPolicy): Plan {
  const { guardrails, lateness, hysteresis } = policy;
  const all = guardrails.map(checksOf);
  const weights = checkWeights(all.flat().map(({ kind }) => kind));
  let used = 0;
  const members = guardrails.map((guardrail, place) => {
    const checks = (all[place] ?? []).map((check) => {
      const weight = weights[used] ?? 0;
      used += 1;
      return { check, weight, logWeight: Math.log(weight) };
    });
    const together = checks.reduce((sum, { weight }) => sum + weight, 0);
    const tested = checks.findIndex(({ check }) => hasSoundness(check));
    return {
      guardrail,
      name: guardrail.name,
      type: guardrail.type,
      compared: guardrail.tolerance !== undefined,
      place,
      checks,
      logWeight: Math.log(together),
      tested: tested >= 0 ? tested : undefined,
      untested: checks.some((_, of) => of !== tested),
      sustained: checks.some(({ check }) => check.kind === 'sustained'),
      inBlocks: checks.some(({ check }) => check.kind !== 'sustained'),
      limited: checks.some(({ check }) => check.kind === 'limit'),
    };
  });
  const latenessOf = ({ guardrail }: Member): number => guardrail.lateness ?? lateness;
  const groups = [...new Set(members.map(latenessOf))]
    .sort((left, right) => left - right)
    .map((lateness) => ({
      lateness,
      members: members.filter((member) => latenessOf(member) === lateness),
    }));
  const lines = Array.from({ length: hysteresis.attempts }, (_, index) =>
    evidenceLines(policy, index + 1),
  );
  return { lines, members, groups };
}

function hasSoundness(check: Check): check is EvidenceCheck {
  return check.kind === 'comparison' && check.statistic.soundness !== undefined;
}

/** Of ticks that come in parts, by the lateness of their outcomes, only the first part is counted. */
export function countsAsTick(
  policy: ModelPolicy,
  { lateness = 0 }: Pick<Tick, 'lateness'>,
): boolean {
  return lateness <= (planOf(policy).groups[0]?.lateness ?? 0);
}

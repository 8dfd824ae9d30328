import { isAtRest, spend } from '../evidence/spending.ts';
import { stepOf } from '../evidence/statistic.ts';
import { isObserved, noSample, type Sample } from '../ticks/samples/sample.ts';
import type { Pair } from '../ticks/tick.ts';
import { withSameEdges } from './block.ts';
import type { CheckState, GuardrailState } from './guardrail-state.ts';
import { addToPacked, asPast, unpacked } from './packed.ts';
import { riseOf } from './outcomes.ts';
import type { Member } from './plan.ts';

/** How a block is judged. */
export interface Judging {
  /** How far one block can lift the evidence above rest. */
  readonly cap: number;
  /** Whether comparisons are void: then limits alone are judged. */
  readonly void: boolean;
  /** When the present step of the rollout began: outcomes from before show nothing for it. Epoch milliseconds. */
  readonly stepSince: number;
}

/** A guardrail whose open block has been judged. */
export function withClosedBlock(
  state: GuardrailState,
  member: Member,
  judging: Judging,
): GuardrailState {
  const { guardrail, checks, tested } = member;
  const none = noSample(member.type);
  const from = state.block?.from ?? -Infinity;
  const block = state.block
    ? unpacked(guardrail, state.block.outcomes)
    : { canary: none, baseline: none };
  const past = asPast(guardrail, state.past);
  const compared = 'labels' in past ? block : withSameEdges(block, past);
  if (!compared) return { ...state, block: null, rise: riseOf(member, state) };
  let { soundness } = state;
  let resting = true;
  const judged: CheckState[] = [];
  for (let place = 0; place < checks.length; place += 1) {
    const check = checks[place]?.check;
    const before = state.checks[place];
    if (!check || !before) continue;
    if (check.kind === 'sustained' || 'sustained' in before) {
      judged.push(before);
      continue;
    }
    if (judging.void && check.kind === 'comparison') {
      judged.push(before);
      continue;
    }
    const { statistic, options } = check;
    const { ofPast } = statistic;
    const known = ofPast ? ofPast.state(past) : before.statistic;
    if (place === tested && from >= judging.stepSince) {
      soundness += statistic.soundness?.(options, known, compared) ?? 0;
    }
    const step = ofPast
      ? stepOf(null, ofPast.increments(options, known, compared))
      : statistic.step(options, known, compared);
    const spending = step.increments
      ? spend(before.spending, step.increments, judging.cap)
      : before.spending;
    // Before there is any evidence, it is not at rest but has not begun.
    resting &&= spending.steps > 0 && isAtRest(spending);
    judged.push({ statistic: step.state, spending });
  }
  return {
    name: state.name,
    checks: judged,
    block: null,
    past: addToPacked(guardrail, state.past, block),
    rise: resting ? null : riseOf(member, state),
    soundness,
    judged: state.judged || (from >= judging.stepSince && isObservedIn(member, block)),
  };
}

/** Whether a block tells of a guardrail at all: a limit looks at the canary alone. */
function isObservedIn({ compared }: Member, { canary, baseline }: Pair<Sample>): boolean {
  return isObserved(canary) && (!compared || isObserved(baseline));
}

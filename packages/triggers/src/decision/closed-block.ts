import { spend } from '../evidence/spending.ts';
import { noSample } from '../ticks/samples/sample.ts';
import { withSameEdges } from './block.ts';
import type { CheckState, GuardrailState } from './guardrail-state.ts';
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
  { guardrail, checks, tested }: Member,
  judging: Judging,
): GuardrailState {
  const none = noSample(guardrail.type);
  const { block, total } = state;
  const compared = withSameEdges(block ?? { canary: none, baseline: none }, total);
  if (!compared) return { ...state, block: null };
  let { soundness } = state;
  const judgedChecks: CheckState[] = [];
  let resting = true;
  for (let place = 0; place < checks.length; place += 1) {
    const check = checks[place]?.check;
    const before = state.checks[place];
    if (!check || !before) continue;
    if (
      check.kind === 'sustained' ||
      'sustained' in before ||
      (judging.void && check.kind === 'comparison')
    ) {
      judgedChecks.push(before);
      continue;
    }
    if (place === tested && block && block.from >= judging.stepSince) {
      soundness += check.statistic.soundness?.(check.options, before.statistic, compared) ?? 0;
    }
    const step = check.statistic.step(check.options, before.statistic, compared);
    const spending = step.increments
      ? spend(before.spending, step.increments, judging.cap)
      : before.spending;
    for (const log of spending.logs) if (log > 0) resting = false;
    judgedChecks.push({ statistic: step.state, spending });
  }
  const rise = resting ? null : state.rise;
  return { name: state.name, checks: judgedChecks, block: null, total, rise, soundness };
}

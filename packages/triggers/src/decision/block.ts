import type { Guardrail } from '../policy/model.ts';
import { isObserved, outcomesIn, type Sample } from '../ticks/samples/sample.ts';
import type { Pair } from '../ticks/tick.ts';

/**
 * A block is complete when at least one guardrail has this many outcomes in both arms. It goes by sizes alone, so that
 * it cannot be influenced by how the outcomes were; and it is one for all guardrails, because evidence may only be
 * added up over guardrails that advance together.
 */
const blockSize = 10;

/** A limit looks at the canary alone: with so many outcomes of it, it does not wait for a baseline any longer. */
const limitPatience = 10 * blockSize;

/** The outcomes of a block that is being merged. */
interface Merging {
  readonly guardrail: Guardrail;
  readonly block: Pair<Sample>;
}

/**
 * Whether the block is large enough to be judged. Exposure has any unit and no least size: rates decide only where no
 * other guardrail is observed, and then every tick with exposure in both arms is a block.
 */
export function isComplete(guardrails: readonly Merging[]): boolean {
  const others = guardrails.filter(({ guardrail }) => guardrail.type !== 'rate');
  if (others.some(isLarge)) return true;
  const unobserved = ({ block }: Merging): boolean =>
    !isObserved(block.canary) && !isObserved(block.baseline);
  if (!others.every(unobserved)) return false;
  return guardrails.some(
    ({ guardrail, block }) =>
      guardrail.type === 'rate' &&
      isObserved(block.canary) &&
      (guardrail.tolerance === undefined || isObserved(block.baseline)),
  );
}

function isLarge({ guardrail, block }: Merging): boolean {
  const canary = outcomesIn(block.canary);
  const baseline = outcomesIn(block.baseline);
  const compared = guardrail.tolerance !== undefined;
  if (compared && canary >= blockSize && baseline >= blockSize) return true;
  return hasTestedLimit(guardrail) && canary >= (compared ? limitPatience : blockSize);
}

/** Sustained limits go by ticks and need no block. */
function hasTestedLimit(guardrail: Guardrail): boolean {
  if ('limits' in guardrail) return guardrail.limits.some(({ sustained }) => !sustained);
  return 'limit' in guardrail && !guardrail.limit.sustained;
}

/**
 * The block with an arm that was not observed on the other's edges, or on those of the past: histograms are judged on the
 * same ones. Undefined if no edge is known yet, which says nothing.
 */
export function withSameEdges(block: Pair<Sample>, total: Pair<Sample>): Pair<Sample> | undefined {
  if (!('edges' in block.canary)) return block;
  const known = [total.canary, total.baseline].find(
    (sample) => 'edges' in sample && sample.edges.length > 0,
  );
  if (!known || !('edges' in known)) return undefined;
  const { edges } = known;
  const on = (sample: Sample): Sample =>
    'edges' in sample && sample.edges.length === 0
      ? { edges, counts: [0, ...edges.map(() => 0)] }
      : sample;
  return { canary: on(block.canary), baseline: on(block.baseline) };
}

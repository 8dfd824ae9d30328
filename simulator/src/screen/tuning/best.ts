import { changeInWords } from '../../tuning/changes.ts';
import type { TunedPolicy } from '../../tuning/policy-text.ts';
import { missInWords } from '../../tuning/search/nearest.ts';
import { search, type SearchRequest, type SearchResult } from '../../tuning/search/search.ts';
import type { Tried } from '../../tuning/search/tried.ts';
import { counted } from '../../words/counts.ts';
import { figuresInBrief } from '../../words/figures.ts';
import { roundPercent } from '../../words/percent.ts';
import type { Message } from './state.ts';

/** What a search came to, or had come to when it was stopped, and in words. */
interface Best {
  readonly best?: TunedPolicy;
  readonly message: Message;
}

/** Looks for the policy with the least harm within the limit of the request. */
export async function bestOf(
  request: Omit<SearchRequest, 'signal' | 'onProgress'>,
  signal: AbortSignal,
  onProgress: (so: { readonly share: number; readonly timeLeft?: number }) => void,
): Promise<Best> {
  try {
    const result = await search({
      ...request,
      signal,
      onProgress: ({ done, total, timeLeft }) =>
        onProgress({ share: done / total, ...(timeLeft !== undefined && { timeLeft }) }),
    });
    return result.stopped ? toldOf(result.leading) : told(result, request.limit);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { message: { text, wrong: true } };
  }
}

function told({ chosen, prediction, nearest }: SearchResult, limit: number): Best {
  if (!chosen) {
    const changes = nearest?.tried.changes.map(changeInWords).join('; ');
    const text =
      `no settings were found that keep false rollbacks within ${roundPercent(limit)}` +
      (nearest ? `. The nearest, ${changes || 'these'}: ${missInWords(nearest)}` : '');
    return { message: { text, wrong: true } };
  }
  if (chosen.changes.length === 0) {
    return {
      message: { text: 'nothing better was found: these settings are the best', wrong: false },
    };
  }
  const changes = chosen.changes.map(changeInWords).join('; ');
  const expected = figuresInBrief((prediction ?? chosen).evaluation.figures);
  const text = `found ${changes}. On fresh seeds: ${expected}. w saves it, u takes it back`;
  return { best: chosen.tuned, message: { text, wrong: false } };
}

/** What a search had found when it was stopped. */
function toldOf(leading: Tried | undefined): Best {
  if (!leading || leading.changes.length === 0) {
    return { message: { text: 'stopped: nothing better was found so far', wrong: false } };
  }
  const changes = leading.changes.map(changeInWords).join('; ');
  const text =
    `stopped. The best so far, from only ${counted(leading.runs, 'rollout')} of each case: ${changes}. ` +
    `It had ${figuresInBrief(leading.evaluation.figures)}. Take it?`;
  return { best: leading.tuned, message: { text, wrong: false } };
}

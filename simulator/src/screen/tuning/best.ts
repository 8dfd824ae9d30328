import { changeInWords } from '../../tuning/changes.ts';
import type { TunedPolicy } from '../../tuning/policy-text.ts';
import { search, type SearchRequest, type SearchResult } from '../../tuning/search/search.ts';
import { roundPercent } from '../words/numbers.ts';
import { delayInWords, ofThousand } from './figure-rows.ts';
import type { Message } from './tuning.ts';

/** What a search came to, and in words. */
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
    return told(result, request.limit);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { message: { text, wrong: true } };
  }
}

function told({ chosen, prediction }: SearchResult, limit: number): Best {
  if (!chosen) {
    const text = `no settings were found that keep false rollbacks within ${roundPercent(limit)}`;
    return { message: { text, wrong: true } };
  }
  if (chosen.changes.length === 0) {
    return {
      message: { text: 'nothing better was found: these settings are the best', wrong: false },
    };
  }
  const changes = chosen.changes.map(changeInWords).join('; ');
  const { falseRollbacks, delay } = (prediction ?? chosen).evaluation.figures;
  const expected = [
    ...(falseRollbacks ? [`${ofThousand(falseRollbacks.value)} false rollbacks of 1,000`] : []),
    ...(delay ? [`median delay ${delayInWords(delay.median.time)}`] : []),
  ].join(', ');
  const text = `found ${changes}. On fresh seeds: ${expected}. w saves it, u takes it back`;
  return { best: chosen.tuned, message: { text, wrong: false } };
}

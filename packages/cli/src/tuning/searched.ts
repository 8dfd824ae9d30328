import { search, type SearchProgress } from '@lastgood/simulator';

import { progressOn } from '../progress.ts';
import { searchInJson } from './json.ts';
import { written } from './out.ts';
import { trafficInWords, choiceInWords, tableInWords } from './report.ts';
import { print, type Request, type Surroundings } from './request.ts';

/** Searches, tells what was found, and writes it. Returns the exit code. */
export async function searched(
  request: Request & { readonly limit: number; readonly fixed: readonly string[] },
  { evaluator, interrupt, output, json, command, out }: Surroundings & { out: string | undefined },
): Promise<number> {
  const progress = progressOn('tuning');
  const result = await search({
    ...request,
    evaluator,
    signal: interrupt.signal,
    onProgress: ({ done, total, stage, timeLeft }) =>
      progress?.show(done / total, { doing: stages[stage], timeLeft }),
  });
  progress?.clear();
  const { measured: all, chosen, refusals } = result;
  for (const refusal of refusals) output.stderr(`lastgood: not tried: ${refusal}\n`);
  const saved = chosen && out !== undefined ? { file: out, text: chosen.tuned.text } : undefined;
  const unwritten = saved && (await written(saved.file, saved.text));
  const file = unwritten ? undefined : saved?.file;
  if (json) {
    const object = { ...searchInJson(result, request.limit, command), written: file ?? null };
    output.stdout(`${JSON.stringify(object)}\n`);
  } else {
    const [given] = all;
    print(output, [
      ...(given ? [...trafficInWords(given), '', ...tableInWords(all, chosen), ''] : []),
      ...choiceInWords(result, request.limit, command),
      ...(file === undefined ? [] : [`written to ${file}`]),
    ]);
  }
  if (unwritten) throw unwritten;
  return interrupt.exitCode() ?? (chosen ? 0 : 1);
}

const stages: Readonly<Record<SearchProgress['stage'], string>> = {
  given: 'the given policy',
  searching: 'searching',
  measuring: 'measuring the best',
  predicting: 'measuring the chosen one on fresh seeds',
};

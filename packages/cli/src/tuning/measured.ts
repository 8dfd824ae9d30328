import { triedOf, type Evaluation } from '@lastgood/simulator';

import { progressOn } from '../progress.ts';
import { triedInJson } from './json.ts';
import { trafficInWords, figuresInWords } from './report.ts';
import { print, type Request, type Surroundings } from './request.ts';

/** Measures the policy as it is, and tells what it came to, also if it was stopped. Returns the exit code. */
export async function measured(
  { start, cases, runs, seed }: Request,
  { evaluator, interrupt, output, json, command }: Surroundings,
): Promise<number> {
  const progress = progressOn('measuring');
  let known: Evaluation | undefined;
  try {
    known = await evaluator.evaluate(
      { policy: start.policy, cases, runs, seed },
      {
        signal: interrupt.signal,
        onProgress: (so) => {
          known = so;
          progress?.show(so.done / so.total, { timeLeft: so.timeLeft });
        },
      },
    );
  } catch (error) {
    if (interrupt.exitCode() === undefined) throw error;
  } finally {
    progress?.clear();
  }
  if (known) {
    const tried = triedOf(start, start, { runs, seed, evaluation: known });
    if (json) output.stdout(`${JSON.stringify(triedInJson(tried, command(tried)))}\n`);
    else print(output, [...trafficInWords(tried), '', ...figuresInWords(tried)]);
  }
  return interrupt.exitCode() ?? 0;
}

import { type Estimate, meanOf, ratioOfMeans } from '@lastgood/simulator';
import { median } from 'simple-statistics';

import { type Delays, delays } from '../judges/delays.ts';
import { engine } from '../judges/engine.ts';
import { errorsOnly, policy } from '../judges/policy.ts';
import { plainEProcess } from '../judges/plain-e-process.ts';
import { percent, whole } from '../report/words.ts';
import type { Section } from '../section.ts';
import { lateFault } from '../streams/courses.ts';
import { errors } from '../streams/proportions.ts';

const risk = 0.01;
const faultTick = 5000;
const judges = [engine('engine', policy({ guardrails: errorsOnly, risk })), plainEProcess(risk)];
const names = judges.map(({ name }) => name);
const rates = [0.02, 0.05];

const nameOf = (canaryRate: number): string => `1 % → ${percent(canaryRate)}`;

/** Canary requests from the fault to the rollback. */
interface LateFigure {
  readonly fault: string;
  readonly runs: number;
  /** By judge. */
  readonly tooEarly: readonly number[];
  readonly undecided: readonly number[];
  readonly medians: readonly number[];
  readonly means: readonly Estimate[];
  /** The engine's mean over that of the plain e-process. */
  readonly ratio: Estimate;
}

function figureOf(fault: string, results: readonly Delays[]): LateFigure {
  const count = (name: string, delay: number | null): number =>
    results.filter((delays) => delays[name] === delay).length;
  const pairs = results.flatMap((delays): [number, number][] => {
    const [ours, plain] = names.map((name) => delays[name]);
    return ours && plain ? [[ours, plain]] : [];
  });
  const columns = names.map((_, place) => pairs.map((pair) => pair[place] ?? 0));
  return {
    fault,
    runs: results.length,
    tooEarly: names.map((name) => count(name, 0)),
    undecided: names.map((name) => count(name, null)),
    medians: columns.map((column) => median(column)),
    means: columns.map(meanOf),
    ratio: ratioOfMeans(pairs),
  };
}

/** How soon a version is rolled back that was healthy for a long time. */
export const late: Section<Delays> = {
  name: 'late',
  title: `Delay of a fault that begins with tick ${faultTick}, risk ${risk}, minBadTicks 1, attempts 1`,
  rows: rates.map((canaryRate) => {
    const conditions = { canary: 20, baseline: 380, baselineRate: 0.01, canaryRate };
    const trial = {
      stream: errors(lateFault(conditions, faultTick)),
      judges,
      intervals: 100_000,
      faultTick,
    };
    return { name: nameOf(canaryRate), measure: (seed) => delays(trial, seed) };
  }),
  report(measured) {
    const figures = measured.map(({ name, results }) => figureOf(name, results));
    const each = <Value>(values: readonly Value[], words: (value: Value) => string): string =>
      values.map(words).join(', ');
    return {
      tables: [
        {
          title: `20/380 requests a tick: ${names.join(', ')}`,
          head: ['bad rate', 'too early', 'median', 'mean', 'ratio of the means'],
          lines: figures.map(({ fault, runs, tooEarly, medians, means, ratio }) => [
            fault,
            each(tooEarly, (count) => percent(count / runs)),
            each(medians, whole),
            each(means, ({ value, error }) => `${whole(value)} ± ${whole(error)}`),
            `${ratio.value.toFixed(3)} ± ${ratio.error.toFixed(3)}`,
          ]),
        },
      ],
      figures,
    };
  },
};

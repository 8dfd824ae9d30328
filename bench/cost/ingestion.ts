import { LineReader, Random } from '@lastgood/simulator';
import { OutcomeTicks, parsePolicy, policyOf, type Outcome } from '@lastgood/triggers';

import { timed } from './timed.ts';

const count = 500_000;

/** What is recorded of a request, and the guardrails that look at it. */
interface Recording {
  readonly guardrails: string;
  readonly values: (random: Random) => Outcome['values'];
}

const recordings: Readonly<Record<string, Recording>> = {
  'one metric': {
    guardrails: 'errors: { type: proportion, worse: higher }',
    values: (random) => ({ errors: random.uniform() < 0.01 ? 1 : 0 }),
  },
  'five metrics': {
    guardrails: `
      errors: { type: proportion, worse: higher },
      latency: { type: histogram, worse: higher, unit: ms },
      accuracy: { type: proportion, worse: lower, lateness: 24h },
      revenue: { type: mean, worse: lower, range: [0, 50] },
      inputs: { type: categories }`,
    values: (random) => ({
      errors: random.uniform() < 0.01 ? 1 : 0,
      latency: Math.round(2000 * random.uniform()) / 10,
      accuracy: random.uniform() < 0.9 ? 1 : 0,
      revenue: random.uniform() < 0.1 ? 12.5 : 0,
      inputs: random.uniform() < 0.5 ? 'mobile' : 'web',
    }),
  },
};

/** How fast single outcomes are taken in. */
export interface Ingestion {
  readonly name: string;
  /** Parsed already: million a second. */
  readonly parsed: number;
  /** From their lines: how many times as fast as the JSON parser alone. */
  readonly ratio: number;
}

export function ingestionBench(): Ingestion[] {
  return Object.entries(recordings).map(([name, recording]) => ({ name, ...measure(recording) }));
}

function measure({ guardrails, values }: Recording): Omit<Ingestion, 'name'> {
  const random = new Random(1);
  const outcomes = Array.from({ length: count }, (_, index) => ({
    time: Date.UTC(2026, 4, 1) + 10 * index,
    version: index % 20 === 0 ? 'v13' : 'v12',
    values: values(random),
  }));
  const lines = outcomes.map(({ time, version, values }) =>
    JSON.stringify({ time: new Date(time).toISOString(), version, ...values }),
  );
  const policy = policyOf(
    parsePolicy(`models: { m: { flag: f, guardrails: { ${guardrails} } } }`, 'benchmark'),
  );
  const sum = (add: (ticks: OutcomeTicks) => void): void => {
    const ticks = new OutcomeTicks({ ...policy, versions: ['v12', 'v13'] });
    add(ticks);
    ticks.close();
    if (ticks.take().length === 0) throw new Error('the outcomes were not counted');
  };
  const [parsed = 1] = timed([
    () =>
      sum((ticks) => {
        for (const outcome of outcomes) ticks.add(outcome);
      }),
  ]);
  const [fromLines = 1, parser = 1] = timed([
    () =>
      sum((ticks) => {
        const reader = new LineReader();
        for (const text of lines) {
          const line = reader.read(text);
          if (typeof line !== 'string' && line.kind === 'outcome') ticks.add(line);
        }
      }),
    () => {
      for (const text of lines) JSON.parse(text);
    },
  ]);
  return { parsed: count / parsed / 1000, ratio: parser / fromLines };
}

import { parseArgs } from 'node:util';

import { costBench } from './cost/index.ts';
import { hookBench } from './hook.ts';
import { triggersBench } from './triggers/index.ts';

const help = `Benchmarks. Each figure in the documentation is one that was printed here.

Usage: npm run bench -- [SECTION] [OPTIONS]

Sections:
  triggers   false rollbacks, and how soon a bad version is rolled back (default)
  cost       what a tick of a guardrail and an outcome cost, beside the peers' rules
  hook       what the hook adds to an evaluation, as a ratio to an empty one

Options of triggers:
  --runs N       rollouts for each row (default 1000)
  --seed N       the first seed (default 1)
  --rates LIST   bad rates of the canary, the baseline's is 1 % (default 0.01,0.012,0.015,0.02,0.05)
  --json         one object in place of the tables

Examples:
  npm run bench
  npm run bench -- triggers --runs 2500 --rates 0.015,0.02
  npm run bench -- hook
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    rates: { type: 'string', default: '0.01,0.012,0.015,0.02,0.05' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const wholeNumber = (option: string, text: string): number => {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`--${option} is "${text}": a whole number from 1 on is expected`);
};

const badRates = (text: string): number[] =>
  text.split(',').map((part) => {
    const rate = Number(part);
    if (rate >= 0.01 && rate < 1) return rate;
    throw new Error(
      `--rates has "${part}": a bad rate from 0.01, the baseline's, to 1 is expected`,
    );
  });

const sections: ReadonlyMap<string, () => Promise<void>> = new Map([
  [
    'triggers',
    () =>
      triggersBench({
        runs: wholeNumber('runs', values.runs),
        seed: wholeNumber('seed', values.seed),
        rates: badRates(values.rates),
        json: values.json,
      }),
  ],
  ['cost', costBench],
  ['hook', hookBench],
]);

const [name = 'triggers'] = positionals;
const section = sections.get(name);
try {
  if (values.help) console.log(help);
  else if (section) await section();
  else
    throw new Error(`there is no section "${name}": there is ${[...sections.keys()].join(', ')}`);
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

import { parseArgs } from 'node:util';

import { costBench } from './cost/index.ts';
import { hookBench } from './hook.ts';
import { qualityBench } from './quality.ts';
import { rolloutsBench } from './rollouts/index.ts';
import { screenBench } from './screen/index.ts';
import { sections } from './sections.ts';
import { tuningBench } from './tuning/index.ts';

const help = `Benchmarks. Each figure in the documentation is one that was printed here.

Usage: npm run bench -- [SECTION] [OPTIONS]

Sections:
  quality    all of the next five (default)
  nulls      how often a version within tolerance is rolled back, beside the rules of peers
  delay      how soon a version that is worse from the start is rolled back, beside the rules of peers
  late       how soon one that was healthy for long
  promotion  whether healthy versions are promoted, and clearly worse ones are not
  days       ten days of one version, whose traffic follows what is decided
  cost       what a tick of a guardrail, an outcome and simulated traffic cost, beside the peers' rules
  rollouts   how long rollouts of 24 hours take, as \`tune\` makes them (of 1,000, unless --runs says so)
  tuning     whether what \`tune\` predicts of a policy holds on fresh seeds (of 50 rollouts of each kind of
             traffic for each policy, unless --runs says so)
  screen     how soon the app answers keys while rollouts are made on all cores (200 keys for each
             view and size, unless --runs says so)
  hook       what the hook adds to an evaluation, as a ratio to an empty one

Options of quality and its parts, of rollouts, of tuning and of screen; --json of cost too:
  --runs N     rollouts for each row (default 2000); of ten days, one for every twenty of them
  --seed N     the first seed (default 1)
  --row TEXT   only the rows whose name contains this
  --json       one object in place of the tables

Examples:
  npm run bench
  npm run bench -- nulls --runs 200 --row 'sticky users'
  npm run bench -- delay --row '20/380, 1 %'
  npm run bench -- hook
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    seed: { type: 'string', default: '1' },
    row: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Error(`--${option} is "${text}": a whole number from 1 to 999999 is expected`);
}

/** Of the sections for which 2000 would be too many. */
const usualRuns: Readonly<Record<string, string>> = {
  rollouts: '1000',
  tuning: '50',
  screen: '200',
};

async function run(name: string): Promise<void> {
  if (name === 'cost') return costBench(values.json);
  if (name === 'hook') return hookBench();
  const options = {
    runs: wholeNumber('runs', values.runs ?? usualRuns[name] ?? '2000'),
    seed: wholeNumber('seed', values.seed),
    row: values.row,
    json: values.json,
  };
  if (name === 'rollouts') return rolloutsBench(options);
  if (name === 'tuning') return tuningBench(options);
  if (name === 'screen') return screenBench(options);
  const asked = sections.filter((section) => name === 'quality' || section.name === name);
  if (asked.length === 0) {
    const known = [
      'quality',
      ...sections.map((section) => section.name),
      'cost',
      'rollouts',
      'tuning',
      'screen',
      'hook',
    ];
    throw new Error(`there is no section "${name}": there is ${known.join(', ')}`);
  }
  return qualityBench(asked, options);
}

try {
  if (values.help) console.log(help);
  else await run(positionals[0] ?? 'quality');
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

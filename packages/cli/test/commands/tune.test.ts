import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';

import { tune } from '../../src/commands/tune.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'lastgood-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const text = `# what we agreed
models:
  recommender:
    flag: recommender-model
    baseline: v12
    canary: v13
    tick: 1m
    guardrails:
      errors: { type: proportion, worse: higher, expected: 1%, tolerance: { relative: 10% } } # by all
    risk: { falseRollback: 1% } # in May
    rollout: { steps: [10%] }
    hysteresis: { attempts: 1 }
`;
const policy = write('policy.yaml', text);

/** Two hours of 2,000 requests a minute, of which 1 % fail; from the middle on twice as many of the canary's, if it is faulty. */
function scenario(name: string, faulty: boolean): string {
  const change = 'changes: [{ what: errors, arm: canary, becomes: 2%, at: 1h, fault: true }]\n';
  return write(
    name,
    `title: errors
expect: { decision: ${faulty ? 'rollback' : 'none'} }
policy: errors.lastgood.yaml
start: 2026-05-01T00:00:00Z
length: 2h
requests: { rate: 33/s }
metrics:
  errors: { type: proportion, share: 1% }
${faulty ? change : ''}`,
  );
}

const healthy = scenario('healthy.yaml', false);
const faulty = scenario('faulty.yaml', true);

/** Ticks of 1,000 requests, half of them the canary's, which fails as often as is said. */
function recording(name: string, canaryErrors: number): string {
  const lines = Array.from({ length: 60 }, (_, index) => ({
    from: index * 60_000,
    to: (index + 1) * 60_000,
    versions: {
      v12: { errors: { count: 500, hits: 4 + (index % 3) } },
      v13: { errors: { count: 500, hits: canaryErrors + (index % 3) } },
    },
  }));
  return write(name, lines.map((line) => JSON.stringify(line)).join('\n'));
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { code, out, err } = await runCommand(tune, args);
  const short = (written: string): string => written.replaceAll(`${folder}/`, '');
  return { code, out: short(out), err: short(err) };
}

const search = ['--policy', policy, '--scenario', healthy, '--scenario', faulty, '--runs', '24'];

interface Printed {
  readonly measured: { readonly changes: object[]; readonly command: string }[];
  readonly chosen: { readonly changes: { path: string; to: unknown }[]; readonly policy: string };
  readonly prediction: {
    readonly seed: number;
    readonly figures: object;
    readonly command: string;
  };
  readonly written: string | null;
}

test('people read what was tried, what was chosen, what to expect and how to measure it again', async () => {
  const out = join(folder, 'tuned.yaml');
  const result = await run(...search, '--max-false-rollbacks', '2%', '--out', out);
  expect({ code: result.code, err: result.err }).toEqual({ code: 0, err: '' });
  expect(result.out).toMatchInlineSnapshot(`
    "1 healthy case: healthy.yaml
    1 faulty case: faulty.yaml
    24 rollouts of each, seeds 1 to 24

            promised             false  faults  delay,  delay, 90th         bad requests
              /1,000     /1,000 (95 %)  missed  median   percentile        served (95 %)  settings
    given         10  0.0 (0.0 to 142)  0.00 %  26 min       35 min  50.1 (43.3 to 56.9)  -
    chosen        20  0.0 (0.0 to 142)  0.00 %  21 min       33 min  44.6 (37.1 to 52.0)  risk.falseRollback 2%; hysteresis.minBadTicks 1
                  20  0.0 (0.0 to 142)  0.00 %  25 min       34 min  48.8 (42.1 to 55.4)  risk.falseRollback 2%
                  50  0.0 (0.0 to 142)  0.00 %  20 min       31 min  41.7 (34.5 to 49.0)  risk.falseRollback 5%; hysteresis.minBadTicks 1
                  10  0.0 (0.0 to 142)  0.00 %  23 min       33 min  47.1 (39.5 to 54.8)  hysteresis.minBadTicks 1

    promised: of 1,000 healthy versions, how many are rolled back at most, which is proven. false: how many were. faults
    missed: the share of faulty versions that were never rolled back. delay: from the fault to the rollback. bad requests
    served: of a faulty version, those that came out worse than with the baseline, on average, to the end of the rollout.

    chosen, of 13 that were looked at: the least harm within 2 % of false rollbacks
      risk.falseRollback: 1% -> 2%
      hysteresis.minBadTicks: 3 -> 1
    It promises 2 % at most. The rollouts do not contradict that, and cannot show it by themselves: that takes 183 healthy rollouts with no false one, or more with some, and these are 24.

    to expect, from rollouts with fresh seeds (25 to 48):
                                      95 % interval
      false rollbacks/1,000      0.0  0.0 to 142
      promoted                 never  the steps end at 10 %
      transitions a day         0.00
      faults missed           0.00 %  0.00 to 14.2 %
      delay, median           19 min  14 min to 27 min
      delay, 90th percentile  33 min  27 min to never
      bad requests served       40.7  34.1 to 47.4
    again: npx lastgood tune --policy policy.yaml --set risk.falseRollback=2% --set hysteresis.minBadTicks=1 --scenario healthy.yaml --scenario faulty.yaml --runs 24 --seed 25 --no-search
    written to tuned.yaml
    "
  `);
  const changed = text
    .replace('falseRollback: 1%', 'falseRollback: 2%')
    .replace('attempts: 1', 'attempts: 1, minBadTicks: 1');
  expect(readFileSync(out, 'utf8')).toBe(changed);
  expect(readFileSync(policy, 'utf8')).toBe(text);
});

describe('--json', () => {
  const own = write('own.yaml', text);
  let out = '';
  let printed: Printed;

  beforeAll(async () => {
    const args = ['--policy', own, ...search.slice(2), '--max-false-rollbacks', '2%'];
    out = (await run(...args, '--json', '--out', own)).out;
    printed = JSON.parse(out) as Printed;
  });

  it('prints one object on one line, with these keys and no others', () => {
    expect(out.trimEnd()).not.toContain('\n');
    expect(Object.keys(printed)).toEqual(
      'limit stopped measured lookedAt chosen prediction nearest unconfirmed refusals written'.split(
        ' ',
      ),
    );
    expect(printed.chosen.changes.map(({ path }) => path)).toEqual([
      'risk.falseRollback',
      'hysteresis.minBadTicks',
    ]);
  });

  it('beside an --out that is the policy itself: that is replaced as a whole', () => {
    expect(printed.written).toBe('own.yaml');
    expect(readFileSync(own, 'utf8')).toBe(printed.chosen.policy);
    expect(printed.chosen.policy).toContain('# in May');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('has the command that measures the same again', async () => {
    const { command, figures } = printed.prediction;
    const words = command.match(/'[^']*'|\S+/g)?.slice(3) ?? [];
    const args = words
      .map((word) => word.replaceAll("'", ''))
      .map((word) => (word.endsWith('.yaml') ? join(folder, word) : word));
    const again = JSON.parse((await run(...args, '--json')).out) as Printed['prediction'];
    expect(again.figures).toEqual(figures);
  });
});

test('--set sets first, and stays', async () => {
  const { out } = await run(...search, '--set', 'hysteresis.minBadTicks=5', '--json');
  const { chosen, measured } = JSON.parse(out) as Printed;
  expect(chosen.policy).toContain('minBadTicks: 5');
  expect(measured[0]?.changes).toEqual([]);
  expect(measured[0]?.command).toContain('--set hysteresis.minBadTicks=5');
});

test('--no-search measures the policy and changes nothing', async () => {
  const args = ['--policy', policy, '--scenario', faulty, '--runs', '20', '--no-search'];
  const { code, out } = await run(...args);
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "no healthy case
    1 faulty case: faulty.yaml
    20 rollouts of each, seeds 1 to 20

                                      95 % interval
      faults missed           0.00 %  0.00 to 16.8 %
      delay, median           25 min  22 min to 28 min
      delay, 90th percentile  31 min  28 min to never
      bad requests served       49.9  44.2 to 55.7
    "
  `);
});

test('--only measures some of the cases, and says which there are', async () => {
  const args = ['--policy', policy, '--scenario', healthy, '--scenario', faulty];
  const only = [...args, '--runs', '20', '--no-search', '--only'];
  const { code, out } = await run(...only, faulty);
  expect(code).toBe(0);
  expect(out).toMatch(/^no healthy case\n1 faulty case: faulty\.yaml\n/);
  await expect(run(...only, 'none')).rejects.toThrow('--only is "none", there is "');
});

describe('a recording', () => {
  const bad = recording('bad.jsonl', 9);
  const same = recording('same.jsonl', 4);
  const cases = async (file: string): Promise<{ names: string[]; err: string }> => {
    const { out, err } = await run(
      '--policy',
      policy,
      '--runs',
      '20',
      '--no-search',
      '--json',
      file,
    );
    const printed = JSON.parse(out) as { cases: { name: string }[] };
    return { names: printed.cases.map(({ name }) => name), err };
  };

  it('gives its twin, the twin with faults, and its canary if it was worse than tolerated', async () => {
    expect(await cases(bad)).toEqual({
      names: [
        'twin of bad.jsonl',
        'canary of bad.jsonl',
        'errors 1x worse, bad.jsonl',
        'errors 2x worse, bad.jsonl',
      ],
      err: '',
    });
  });

  it('tells that a canary counts for nothing of which it does not show that', async () => {
    const { names, err } = await cases(same);
    expect(names).toEqual([
      'twin of same.jsonl',
      'errors 1x worse, same.jsonl',
      'errors 2x worse, same.jsonl',
    ]);
    expect(err).toBe(
      'lastgood: same.jsonl: it does not show that its canary was worse than tolerated, so that one counts neither as healthy nor as faulty\n',
    );
  });
});

describe('if no policy is within the limit', () => {
  const literal = write(
    'literal.yaml',
    text.replace('tolerance: { relative: 10% }', 'limit: { max: 1.5%, for: 1m }'),
  );
  const file = join(folder, 'none.yaml');
  const args = ['--policy', literal, ...search.slice(2), '--out', file];

  it('the exit code is 1, nothing is written, and the nearest is told', async () => {
    const { code, out } = await run(...args);
    expect(code).toBe(1);
    expect(out.slice(out.indexOf('nothing was chosen'))).toMatchInlineSnapshot(`
      "nothing was chosen: no policy was found whose false rollbacks are within 1 %
      the nearest, the policy as it was given: 1,000 of 1,000 healthy versions were rolled back: 990 more than the limit of 10.0
      again: npx lastgood tune --policy literal.yaml --scenario healthy.yaml --scenario faulty.yaml --runs 24 --seed 1 --no-search
      "
    `);
    expect(readdirSync(folder)).not.toContain('none.yaml');
  });

  it('and what it takes to know better, where there were too few rollouts', async () => {
    const rule = 'limit: { max: 3%, for: 30m }';
    const mild = write('mild.yaml', text.replace('tolerance: { relative: 10% }', rule));
    const { out } = await run('--policy', mild, ...search.slice(2));
    expect(out).toMatch(
      /up to 142 of 1,000 .* may be rolled back: 132 more than the limit of 10\.0\n/,
    );
    expect(out).toContain('it takes 368 healthy rollouts with no false one');
  });

  it('also in JSON', async () => {
    const { code, out } = await run(...args, '--json');
    const { chosen, nearest } = JSON.parse(out) as Record<string, unknown>;
    expect({ code, chosen }).toEqual({ code: 1, chosen: null });
    expect(nearest).toMatchObject({ runs: 24, seed: 1, above: 0.99 });
  });

  it('which the help says, with the other exit codes', () => {
    expect(tune.help).toMatch(/Exit codes:\n +0 .*\n +1 +no policy was found within the limit/);
  });
});

test('--out is refused, before any rollout, where a file stands that is no policy', async () => {
  const precious = write('notes.txt', 'precious');
  await expect(run(...search, '--out', precious)).rejects.toMatchObject({ code: 'out-no-policy' });
  expect(readFileSync(precious, 'utf8')).toBe('precious');
});

test('what was found is printed even where it cannot be written', async () => {
  let printed = '';
  const output = { stdout: (text: string) => void (printed += text), stderr: () => {} };
  const nowhere = join(folder, 'no-folder', 'tuned.yaml');
  const args = [...search, '--max-false-rollbacks', '2%', '--out', nowhere];
  await expect(tune.run(args, output)).rejects.toMatchObject({ code: 'file-unwritable' });
  expect(printed).toContain('to expect, from rollouts with fresh seeds');
  expect(printed).not.toContain('written to');
});

test('Ctrl-C stops at once, prints what there is and writes nothing', async () => {
  const file = join(folder, 'stopped.yaml');
  const stopped = run('--policy', policy, ...search.slice(2, 6), '--runs', '100000', '--out', file);
  await new Promise((resolve) => void setTimeout(resolve, 500));
  process.emit('SIGINT', 'SIGINT');
  const { code, out } = await stopped;
  expect(code).toBe(130);
  expect(out).toContain('stopped: nothing was chosen\n');
  expect(out).not.toContain('to expect');
  expect(readdirSync(folder)).not.toContain('stopped.yaml');
  expect(process.listenerCount('SIGINT')).toBe(0);
});

describe('refused', () => {
  const failure = async (...args: string[]): Promise<string> => {
    const error: unknown = await run(...args).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'LastgoodError' });
    return (error as Error).message.replaceAll(`${folder}/`, '');
  };

  test.each([
    [[], 'tune: --policy FILE is missing'],
    [['--policy', policy, '--set', 'risk'], 'tune: --set is "risk", it must be KNOB=VALUE'],
    [
      ['--policy', policy, '--set', 'tick=1m'],
      'recommender has no knob "tick": there is risk.falseRollback',
    ],
    [
      ['--policy', policy, '--set', 'hysteresis.hold=0.1'],
      'policy.yaml:12: models.recommender.hysteresis.release',
    ],
    [
      ['--policy', policy, '--max-false-rollbacks', '0'],
      '--max-false-rollbacks is "0", it must be a share',
    ],
    [['--policy', policy, '--scenario', healthy, '--runs', '0'], '--runs is "0"'],
    [['--policy', policy, '--scenario', 'nowhere'], 'there is no scenario "nowhere"'],
    [
      ['--policy', policy, '--scenario', healthy, '--no-search', '--out', 'x'],
      '--out is for a search',
    ],
    [
      ['--policy', policy, '--scenario', healthy, '--runs', '8'],
      'the traffic has no faulty version',
    ],
    [['--policy', policy, '--canary', 'v12', recording('any.jsonl', 4)], 'both "v12"'],
  ])('%j', async (args, message) => {
    expect(await failure(...args)).toContain(message);
  });
});

import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { describe, expect, test, vi } from 'vitest';

import { lineOf } from '../../../src/screen/keys/line.ts';
import { Session } from '../../../src/screen/session/session.ts';
import { commandOf } from '../../../src/screen/tuning/again.ts';
import { askForName, save, tunedName } from '../../../src/screen/tuning/save.ts';
import { tuneShow } from '../../../src/screen/tuning/show.ts';
import { Tuning } from '../../../src/screen/tuning/tuning.ts';
import { FakeEvaluator } from '../fake-evaluator.ts';
import { fakeScenarios, fakeSetup } from '../fake-setup.ts';

function opened(stuck = false): { tuning: Tuning; session: Session; evaluator: FakeEvaluator } {
  const session = new Session(fakeSetup);
  const evaluator = new FakeEvaluator();
  evaluator.stuck = stuck;
  const tuning = new Tuning(session, evaluator, fakeScenarios);
  tuning.enter();
  return { tuning, session, evaluator };
}

const settled = (tuning: Tuning): Promise<void> =>
  vi.waitFor(() => expect(tuneShow(tuning).progress).toBeUndefined());
const risk = (tuning: Tuning): number => tuning.policy.policy.risk.falseRollback;

describe('Tuning', () => {
  test('measures the policy first, then the other settings of the knob, the nearest first', async () => {
    const { tuning, evaluator } = opened();
    await settled(tuning);
    const risks = evaluator.asked.map(({ policy }) => policy.risk.falseRollback);
    expect(risks).toEqual([0.01, 0.005, 0.02, 0.002, 0.05, 0.001, 0.1, 0.2]);
    expect(evaluator.asked[0]).toMatchObject({ runs: 200, seed: 1 });
    expect(evaluator.asked[0]?.cases.map(({ name }) => name)).toEqual(['healthy', 'failing']);
  });

  test('a move stops the rollouts of the setting before at once', () => {
    const { tuning, evaluator } = opened(true);
    tuning.move(1);
    expect(evaluator.aborted).toBe(1);
    tuning.move(1);
    expect(evaluator.aborted).toBe(2);
    expect(evaluator.asked.map(({ policy }) => policy.risk.falseRollback)).toEqual([
      0.01, 0.02, 0.05,
    ]);
  });

  test('going back costs no rollouts', async () => {
    const { tuning, evaluator } = opened();
    await settled(tuning);
    const asked = evaluator.asked.length;
    tuning.move(1);
    tuning.move(-1);
    tuning.step(() => tuning.session.undo());
    expect(tuneShow(tuning).progress).toBeUndefined();
    expect(evaluator.asked).toHaveLength(asked);
  });

  test('stops at the ends of a ladder and of the list of knobs', () => {
    const { tuning } = opened(true);
    for (let times = 0; times < 20; times += 1) tuning.move(1);
    expect(risk(tuning)).toBe(0.2);
    for (let times = 0; times < 40; times += 1) tuning.pick(1);
    expect(tuning.path).toBe(tuning.policy.knobs.at(-1)?.path);
    for (let times = 0; times < 40; times += 1) tuning.pick(-1);
    expect(tuning.path).toBe('risk.falseRollback');
  });

  test('does nothing while another view is shown, and goes on after it', () => {
    const { tuning, session, evaluator } = opened(true);
    tuning.leave();
    expect(evaluator.aborted).toBe(1);
    session.choose({ seed: 7 });
    expect(evaluator.asked).toHaveLength(1);
    tuning.enter();
    expect(evaluator.asked.at(-1)).toMatchObject({ seed: 7 });
  });

  test('tries other cases and more rollouts', () => {
    const { tuning, evaluator } = opened(true);
    tuning.turn('faulty');
    expect(tuning.cases.of('faulty')?.name).not.toBe('failing');
    tuning.turnRuns();
    expect(evaluator.asked.at(-1)).toMatchObject({ runs: 1000 });
    tuning.turnRuns();
    tuning.turnRuns();
    expect(tuning.get().runs).toBe(200);
  });

  test('a point tells its figures and the command that makes it again, and can be taken', async () => {
    const { tuning } = opened();
    await settled(tuning);
    tuning.enterCurve();
    tuning.walk(1);
    expect(risk(tuning)).toBe(0.01);
    const { about, details } = tuneShow(tuning);
    expect(about).toBe('2%');
    expect(details[0]).toMatch(/^6\.0 false rollbacks of 1,000, median delay 20 min/);
    expect(details[1]).toBe(
      'npx lastgood tune --policy errors.lastgood.yaml --set risk.falseRollback=2% ' +
        '--scenario healthy --scenario failing --runs 200 --seed 1 --no-search',
    );
    tuning.takePoint();
    expect(risk(tuning)).toBe(0.02);
    expect(tuning.get().mode.kind).toBe('knobs');
  });

  test('keeps what was looked at on the curve, of the same cases', async () => {
    const { tuning } = opened();
    await settled(tuning);
    tuning.pick(1);
    tuning.move(1);
    await settled(tuning);
    tuning.pick(-1);
    tuning.move(1);
    await settled(tuning);
    tuning.pick(1);
    tuning.pick(1);
    await settled(tuning);
    const kinds = (): string[] => tuneShow(tuning).places.map(({ kind }) => kind);
    expect(kinds()).toContain('visited');
    tuning.turn('faulty');
    await settled(tuning);
    expect(kinds()).not.toContain('visited');
  });

  test('a knob that was picked before brings no policy that has to be made again', async () => {
    const { tuning } = opened();
    await settled(tuning);
    const made = tuning.ladder.rungs.map((rung) => rung.made());
    tuning.pick(1);
    tuning.pick(-1);
    expect(tuning.ladder.rungs.map((rung) => rung.made())).toEqual(made);
    expect(made).not.toContain(undefined);
    // With another policy its settings make other policies.
    tuning.pick(1);
    tuning.move(1);
    tuning.pick(-1);
    expect(tuning.ladder.rungs.filter((rung) => rung.made())).toHaveLength(1);
  });
});

describe('saving', () => {
  test.each([
    ['simulator/policies/errors.lastgood.yaml', 'errors.tuned.lastgood.yaml'],
    ['errors.tuned.lastgood.yaml', 'errors.tuned.lastgood.yaml'],
    ['lastgood.yaml', 'tuned.lastgood.yaml'],
    ['/etc/policy.yml', 'policy.tuned.lastgood.yaml'],
  ])('%s is tuned in %s', (file, name) => {
    expect(tunedName(file)).toBe(name);
  });

  test('asks for a name, and never replaces a file unasked', async () => {
    const { tuning, session } = opened(true);
    const folder = await mkdtemp(join(tmpdir(), 'lastgood-tuning-'));
    const file = join(folder, 'mine.yaml');
    await writeFile(file, 'dear to me');
    tuning.move(1);
    askForName(tuning);
    expect(tuning.get().mode).toEqual({
      kind: 'naming',
      line: lineOf('errors.tuned.lastgood.yaml'),
    });
    await save(tuning, file, false);
    expect(tuning.get().mode).toEqual({ kind: 'replacing', file });
    expect(await readFile(file, 'utf8')).toBe('dear to me');
    expect(session.unsaved).toBe(true);
    await save(tuning, file, true);
    expect(await readFile(file, 'utf8')).toBe(tuning.policy.text);
    expect(session.unsaved).toBe(false);
    expect(tuning.get().message?.text).toBe(
      `saved in ${file}. Use it: npx lastgood simulate --policy ${file}`,
    );
  });

  test('keeps the comments', () => {
    const { tuning } = opened(true);
    tuning.move(1);
    expect(tuning.policy.text).toContain('# Failed requests: v13 may fail as often as v12');
    expect(tuning.policy.text).toContain('falseRollback: 2%');
  });

  test('says why it did not work, and keeps asking', async () => {
    const { tuning, session } = opened(true);
    tuning.move(1);
    askForName(tuning);
    await save(tuning, '/nowhere/at/all.yaml', false);
    expect(tuning.get().mode.kind).toBe('naming');
    expect(tuning.get().message).toEqual({
      text: 'cannot write /nowhere/at/all.yaml: there is no such folder',
      wrong: true,
    });
    await save(tuning, ' ', false);
    expect(tuning.get().message?.text).toBe('the file needs a name');
    expect(session.unsaved).toBe(true);
  });
});

test.each([
  ['my logs/a.jsonl', String.raw`'my logs\/a\.jsonl'`],
  [resolve('my logs/a.jsonl'), String.raw`'my logs\/a\.jsonl'`],
  ['/another/a.jsonl', String.raw`\/another\/a\.jsonl`],
])('the command of %s names the file once, as a shell in this folder takes it', (file, named) => {
  const source = { kind: 'recording', file } as const;
  const session = new Session({ ...fakeSetup, source, options: { baseline: 'a', canary: 'b' } });
  const tuning = new Tuning(session, new FakeEvaluator(), []);
  tuning.show({ path: 'rollout.steps' });
  tuning.move(-1);
  const options = String.raw`--set 'rollout\.steps=\[.*\]' --baseline a --canary b --only 'twin of a\.jsonl' --only 'errors 2x worse, a\.jsonl' --runs 200 --seed 1 --no-search`;
  expect(commandOf(tuning.trialOf(tuning.policy), fakeSetup.policy)).toMatch(
    new RegExp(`^npx lastgood tune --policy errors\\.lastgood\\.yaml ${options} ${named}$`),
  );
});

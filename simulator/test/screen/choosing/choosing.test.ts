import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeEach, describe, expect, test, vi } from 'vitest';

import { listPolicies, shortPath } from '../../../src/policies/list.ts';
import { shippedPolicy, shippedRecording } from '../../../src/scenarios/library.ts';
import { aboutChoice, isUsed, nameOfChoice } from '../../../src/screen/choosing/choices.ts';
import { Choosing } from '../../../src/screen/choosing/choosing.ts';
import { lineOf } from '../../../src/screen/keys/line.ts';
import { Session } from '../../../src/screen/session/session.ts';
import { openTuned, withSetting } from '../../../src/tuning/open-tuned.ts';
import { fakeScenarios, fakeSetup } from '../fake-setup.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-choosing-'));
  await mkdir(join(folder, 'examples'));
  await copyFile(shippedPolicy('errors.lastgood.yaml'), join(folder, 'mine.lastgood.yaml'));
  await writeFile(join(folder, 'lastgood.yaml'), 'models: 3\n');
  await copyFile(
    shippedPolicy('accuracy.lastgood.yaml'),
    join(folder, 'examples/labels.lastgood.yaml'),
  );
  await writeFile(join(folder, 'other.yaml'), '');
});

/** On a policy that comes with Lastgood. */
async function opened(): Promise<{ choosing: Choosing; session: Session }> {
  const file = shippedPolicy('errors.lastgood.yaml');
  const policy = openTuned(file, fakeSetup.policy.text);
  const session = new Session({ ...fakeSetup, policy });
  const choosing = new Choosing(session, fakeScenarios, folder);
  choosing.enter();
  await vi.waitFor(() => expect(choosing.get().choices.length).toBeGreaterThan(0));
  return { choosing, session };
}

async function take(choosing: Choosing, name: string): Promise<void> {
  const place = choosing.get().choices.findIndex((choice) => nameOfChoice(choice) === name);
  choosing.show({ place });
  await choosing.take();
}

async function write(choosing: Choosing, what: 'recording' | 'seed', text: string): Promise<void> {
  choosing.ask(what);
  choosing.show({ asking: { what, line: lineOf(text) } });
  await choosing.write();
}

const scenarioOf = (session: Session): unknown => session.get().setup.source;
const model = (session: Session): string | undefined =>
  session.get().setup.policy.policy.guardrails[0]?.name;

describe('what there is to choose', () => {
  test('the policies of the folder and its examples, and those that come with Lastgood', async () => {
    const policies = await listPolicies(folder);
    expect(policies.slice(0, 3)).toEqual([
      'lastgood.yaml',
      'mine.lastgood.yaml',
      'examples/labels.lastgood.yaml',
    ]);
    expect(policies).toContain(shippedPolicy('service.lastgood.yaml'));
    expect(await listPolicies('/nowhere')).toHaveLength(policies.length - 3);
  });

  test('a path is told from the folder, where it is within it', () => {
    expect(shortPath('/a/b/c.yaml', '/a')).toBe('b/c.yaml');
    expect(shortPath('/c.yaml', '/a')).toBe('/c.yaml');
  });

  test('begins with what is in use', async () => {
    const { choosing } = await opened();
    expect(choosing.picked).toMatchObject({ listed: { name: 'failing' } });
    choosing.pick(-100);
    expect(choosing.get().place).toBe(0);
    choosing.pick(100);
    expect(choosing.picked).toEqual({ kind: 'recording' });
  });

  test('whoever comes back finds what is in use', async () => {
    const { choosing, session } = await opened();
    const comeBack = async (): Promise<void> => {
      const { choices } = choosing.get();
      choosing.leave();
      choosing.enter();
      await vi.waitUntil(() => choosing.get().choices !== choices);
    };
    choosing.pick(1);
    await comeBack();
    expect(choosing.picked).toMatchObject({ listed: { name: 'failing' } });
    await take(choosing, 'examples/labels.lastgood.yaml');
    await comeBack();
    expect(choosing.picked).toEqual({ kind: 'policy', file: 'examples/labels.lastgood.yaml' });
    session.choose({ source: { kind: 'recording', file: 'mine.jsonl' } });
    choosing.pick(-100);
    await comeBack();
    expect(choosing.picked).toEqual({ kind: 'recording', file: 'mine.jsonl' });
  });
});

describe('taking', () => {
  test('a scenario brings the policy that comes with it', async () => {
    const { choosing, session } = await opened();
    await take(choosing, 'slow-tail');
    expect(choosing.get().message).toMatchObject({ wrong: false });
    expect(scenarioOf(session)).toEqual({ kind: 'scenario', scenario: 'slow-tail' });
    expect(session.get().began.file).toContain('service.lastgood.yaml');
  });

  test("but the user's own policy stays, and one that was changed", async () => {
    const { choosing, session } = await opened();
    session.change(withSetting(session.get().setup.policy, 'risk.falseRollback', '2%'));
    await take(choosing, 'busy');
    expect(session.get().setup.policy.policy.risk.falseRollback).toBe(0.02);
    await take(choosing, 'mine.lastgood.yaml');
    await choosing.take();
    await take(choosing, 'slow-tail');
    expect(session.get().began.file).toBe('mine.lastgood.yaml');
  });

  test('another policy only after a word about changes that are not saved', async () => {
    const { choosing, session } = await opened();
    session.change(withSetting(session.get().setup.policy, 'risk.falseRollback', '2%'));
    await take(choosing, 'examples/labels.lastgood.yaml');
    expect(choosing.get().message?.text).toContain('enter again gives them up');
    expect(model(session)).toBe('errors');
    // Any other key is no consent.
    choosing.pick(0);
    await choosing.take();
    expect(model(session)).toBe('errors');
    await choosing.take();
    expect(model(session)).toBe('accuracy');
    expect(session.unsaved).toBe(false);
  });

  test('what is wrong with a policy is told in place', async () => {
    const { choosing, session } = await opened();
    await take(choosing, 'lastgood.yaml');
    expect(choosing.get().message).toMatchObject({ wrong: true });
    expect(choosing.get().message?.text).toContain('lastgood.yaml');
    expect(model(session)).toBe('errors');
  });

  test('a recording from a file, or why not', async () => {
    const { choosing, session } = await opened();
    await take(choosing, 'examples/labels.lastgood.yaml');
    await write(choosing, 'recording', join(folder, 'none.jsonl'));
    expect(choosing.get().message?.text).toMatch(/none\.jsonl: there is no such file/);
    expect(choosing.get().asking?.what).toBe('recording');
    const file = shippedRecording('electricity-shadow.jsonl.gz');
    await write(choosing, 'recording', file);
    expect(choosing.get()).toMatchObject({ message: { wrong: false } });
    expect(choosing.get().asking).toBeUndefined();
    // It shows that its canary was worse than tolerated.
    expect(scenarioOf(session)).toEqual({ kind: 'recording', file, faulty: true });
  });

  test('a recording is marked and picked from then on, until something else is taken', async () => {
    const { choosing, session } = await opened();
    await take(choosing, 'examples/labels.lastgood.yaml');
    const file = shippedRecording('electricity-shadow.jsonl.gz');
    const used = (): string[] =>
      choosing
        .get()
        .choices.filter((choice) => choice.kind !== 'policy' && isUsed(choice, session.get()))
        .map(nameOfChoice);
    await write(choosing, 'recording', file);
    expect(choosing.picked).toEqual({ kind: 'recording', file });
    expect(used()).toEqual([file]);
    await take(choosing, 'electricity');
    expect(used()).toEqual(['electricity']);
    expect(choosing.get().choices.at(-1)).toEqual({ kind: 'recording' });
  });

  test('a seed leaves picked what is picked', async () => {
    const { choosing } = await opened();
    choosing.pick(1);
    const { picked } = choosing;
    await write(choosing, 'seed', '42');
    expect(choosing.picked).toEqual(picked);
  });

  test('a seed, if it is one', async () => {
    const { choosing, session } = await opened();
    for (const text of ['', '-1', '1.5', 'x', String(2 ** 32)]) {
      await write(choosing, 'seed', text);
      expect(choosing.get().message?.wrong).toBe(true);
    }
    await write(choosing, 'seed', '42');
    expect(session.get().setup.seed).toBe(42);
    expect(choosing.get().asking).toBeUndefined();
  });
});

test('what no policy would see of a scenario is told before it is chosen', async () => {
  const { choosing, session } = await opened();
  const place = choosing.get().choices.findIndex((choice) => nameOfChoice(choice) === 'slow-tail');
  choosing.show({ place });
  const { picked } = choosing;
  if (!picked) throw new Error('nothing is picked');
  const about = aboutChoice(picked, session.get(), true).join(' ');
  expect(about).toContain('A good policy rolls back within 3 h.');
  expect(about).toContain("the scenario's latency has no guardrail.");
});

import { stripVTControlCharacters } from 'node:util';

import { renderToString } from 'ink';
import type { ReactNode } from 'react';
import { describe, expect, test } from 'vitest';

import type { RuleResult } from '../../../src/rollouts/comparison.ts';
import type { RuleRow } from '../../../src/screen/comparing/rows.ts';
import { Session } from '../../../src/screen/session/session.ts';
import type { FigureRow } from '../../../src/screen/tuning/figure-rows.ts';
import { ChoiceList } from '../../../src/screen/widgets/choose/choice-list.tsx';
import { RuleTable } from '../../../src/screen/widgets/compare/rule-table.tsx';
import { Changes } from '../../../src/screen/widgets/tune/changes.tsx';
import { FigureTable } from '../../../src/screen/widgets/tune/figure-table.tsx';
import { KnobList } from '../../../src/screen/widgets/tune/knob-list.tsx';
import { Progress } from '../../../src/screen/widgets/tune/progress.tsx';
import { TuneStatus } from '../../../src/screen/widgets/tune/status.tsx';
import { ViewsLine } from '../../../src/screen/widgets/views-line.tsx';
import { fakeScenarios, fakeSetup } from '../fake-setup.ts';

/** What a widget looks like, line by line, without colours. */
function drawn(widget: ReactNode, columns = 80): string[] {
  return stripVTControlCharacters(renderToString(widget, { columns })).split('\n');
}

describe('the line of views', () => {
  test.each([
    [110, 'some/folder/accuracy.lastgood.yaml'],
    [80, '…/accuracy.lastgood.yaml'],
    [72, '…stgood.yaml'],
    [60, ''],
  ])('in %i columns shows the end of the file', (columns, shown) => {
    const policy = 'some/folder/accuracy.lastgood.yaml';
    const [line = ''] = drawn(
      <ViewsLine view="tune" policy={policy} unsaved={false} columns={columns} />,
      columns,
    );
    expect(line).toContain('[2 Tune]');
    const name = line.slice(line.indexOf('4 Choose') + '4 Choose'.length).trim();
    expect(name.replace('…', '')).toSatisfy((end: string) => policy.endsWith(end));
    expect(name === '').toBe(shown === '');
  });
});

describe('KnobList', () => {
  const { knobs } = fakeSetup.policy;
  const list = (picked: string, rows: number, moved: string[] = []): string[] =>
    drawn(
      <KnobList knobs={knobs} picked={picked} moved={new Set(moved)} columns={40} rows={rows} />,
      40,
    );

  test('shows which one is picked, what it can be moved to, and what was moved', () => {
    const lines = list('risk.falseRollback', knobs.length, ['hysteresis.hold']);
    expect(lines).toHaveLength(knobs.length + 1);
    expect(lines[1]).toMatch(/^ ▸ risk\.falseRollback +◂ 1% ▸$/);
    expect(lines.find((line) => line.includes(' hold '))).toMatch(/\*$/);
    expect(lines.filter((line) => line.includes('▸'))).toHaveLength(1);
  });

  test('of a longer list shows the part around it, and says which', () => {
    const last = knobs.at(-1)?.path ?? '';
    const lines = list(last, 3);
    expect(lines[0]).toBe(` knob, ${knobs.length - 2} to ${knobs.length} of ${knobs.length}`);
    expect(lines.at(-1)).toMatch(/^ ▸ /);
  });
});

describe('FigureTable', () => {
  const rows: FigureRow[] = [
    {
      name: 'faults missed',
      now: '97.0 %',
      interval: '96.0 to 98.0 %',
      start: '99.0 %',
      change: { rose: false, better: false },
    },
    { name: 'delay, median', now: 'never', interval: '', start: 'never' },
    {
      name: 'promoted',
      now: 'never',
      interval: '',
      because: 'the steps end at 12.5 %',
      start: '97.0 %',
      change: { rose: false, better: false },
    },
  ];

  test.each([
    [64, true],
    [51, false],
  ])('in %i columns', (columns, started) => {
    const lines = drawn(<FigureTable rows={rows} about="now" columns={columns} />, columns);
    expect(lines[0]?.includes('at first')).toBe(started);
    expect(lines[1]).toContain('97.0 %▾ 96.0 to 98.0 %');
    expect(lines[1]?.includes('99.0 %')).toBe(started);
    expect(lines[2]).toMatch(/^delay, median +never/);
    expect(lines[3]).toMatch(/^promoted +never: the steps end at 12\.5 %▾( +97\.0 %)?$/);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
  });
});

describe('the status of Tune', () => {
  const status = (mode: Parameters<typeof TuneStatus>[0]['mode'], lines: string[] = []): string =>
    drawn(<TuneStatus mode={mode} lines={lines} wrongly={false} columns={80} />).join('\n');

  test('asks for the limit of a search before it begins', () => {
    expect(status({ kind: 'limiting', limit: 0.005 })).toBe(
      ' least harm with at most ◂ 0.5 % ▸ of the healthy versions rolled back',
    );
  });

  test('says how far it is, and within which limit', () => {
    expect(status({ kind: 'searching', limit: 0.02, share: 0.25, timeLeft: 61_000 })).toBe(
      ' looking for the least harm within 2 % ███░░░░░░░░░ 25 %  61 s left',
    );
  });

  test('shows the file that is named, below what is wrong with it', () => {
    const line = { text: 'a.yaml', cursor: 6 };
    expect(status({ kind: 'naming', line }, ['no such folder'])).toBe(
      ' no such folder\n save in a.yaml▏',
    );
  });
});

test.each([
  [undefined, '✓ done'],
  [{ what: 'curve', share: 0 }, 'curve ░░░░░░░░░░░░ 0 %'],
  [{ what: 'rollouts', share: 0.999, timeLeft: 400_000 }, 'rollouts ████████████ 99 %  7 min left'],
])('progress %#', (progress, text) => {
  expect(drawn(<Progress progress={progress} />)[0]?.trimEnd()).toBe(text);
});

test('the changes, and the command that comes to the same', () => {
  const changes = [
    { path: 'risk.falseRollback', from: '1%', to: '2%' },
    { path: 'rollout.steps', from: ['5%', '100%'], to: ['10%', '100%'] },
  ];
  const lines = drawn(
    <Changes
      changes={changes}
      file="a.yaml"
      command="npx lastgood tune --policy a.yaml"
      columns={80}
    />,
  );
  expect(lines[0]).toBe(' different from a.yaml');
  expect(lines[2]).toBe(' risk.falseRollback  1% -> 2%');
  expect(lines[3]).toBe(' rollout.steps       5%, 100% -> 10%, 100%');
  expect(lines.at(-1)).toBe(' npx lastgood tune --policy a.yaml');
});

describe('RuleTable', () => {
  const result = (decision: RuleResult['decision'], falseRollback = false): RuleResult => ({
    rule: 'lastgood',
    decision,
    tick: decision === 'rollback' ? 34 : null,
    time: decision === 'rollback' ? 3_600_000 : null,
    guardrail: null,
    reason: null,
    canaryRequests: 1200,
    delay: null,
    falseRollback,
    unjudged: [],
  });
  const row = (rule: string, of?: RuleResult): RuleRow => ({
    rule,
    figures: { rule, healthy: 0, faulty: 0, unjudged: [] },
    ...(of && { result: of }),
  });
  const own = { seed: 7, from: 0, to: 7_200_000, fault: 1_800_000, rules: [] };

  test.each([60, 80, 120, 200])('names what each rule did, in %i columns', (columns) => {
    const rows = [
      row('lastgood', result('rollback')),
      row('argo', result('rollback', true)),
      row('cusum', result('none')),
      row('statsig', result('unjudged')),
      row('kayenta'),
    ];
    const lines = drawn(
      <RuleTable rows={rows} own={own} picked={1} seed={7} columns={columns} />,
      columns,
    );
    expect(lines[0]).toContain('seed 7');
    const [lastgood, argo, cusum, statsig, kayenta] = lines.slice(2);
    expect(lastgood).toMatch(/^ {2}lastgood +✓ rollback/);
    expect(argo).toMatch(/^▸ argo +✗ false/);
    expect(cusum).toMatch(/^ {2}cusum +✗ missed/);
    expect(statsig).toMatch(/^ {2}statsig +\S cannot/);
    expect(kayenta).toMatch(/^ {2}kayenta +…/);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
  });
});

describe('ChoiceList', () => {
  const session = new Session(fakeSetup).get();
  const choices = [
    ...fakeScenarios.map((listed) => ({ kind: 'scenario', listed }) as const),
    { kind: 'policy', file: 'errors.lastgood.yaml' } as const,
    { kind: 'recording' } as const,
  ];

  test('has a heading for each kind, marks what is used, and what is picked', () => {
    const lines = drawn(
      <ChoiceList choices={choices} picked={0} session={session} columns={80} rows={12} />,
    );
    expect(lines.filter((line) => /^ \w/.test(line)).map((line) => line.trim())).toEqual([
      'scenarios',
      'policies',
      'recordings',
    ]);
    expect(lines.filter((line) => line.includes('▸'))).toEqual([expect.stringContaining('busy')]);
    const used = lines
      .filter((line) => line.includes('✓'))
      .map((line) => line.trim().split(/ +/)[1]);
    expect(used).toEqual(['failing', 'errors.lastgood.yaml']);
    expect(lines.find((line) => line.includes('busy'))).toContain('rolls back within 3 min');
  });

  test.each([0, 3, 6])('of a longer list shows what is picked, here %i', (picked) => {
    const lines = drawn(
      <ChoiceList choices={choices} picked={picked} session={session} columns={80} rows={4} />,
    );
    expect(lines).toHaveLength(4);
    expect(lines.filter((line) => line.includes('▸'))).toHaveLength(1);
  });
});

import { describe, expect, test } from 'vitest';

import { plainText } from '../../../src/charts/span.ts';
import { stretchOf } from '../../../src/charts/columns.ts';
import type { RunView } from '../../../src/run/view.ts';
import { glyphsFor } from '../../../src/screen/look/glyphs.ts';
import { followed } from '../../../src/screen/measures/followed.ts';
import { evidencePanel } from '../../../src/screen/panels/evidence.ts';
import { guardrailPanel } from '../../../src/screen/panels/guardrail.ts';
import { marksOf } from '../../../src/screen/panels/marks.ts';
import type { PanelContent } from '../../../src/screen/panels/panel.ts';
import { standingsOf } from '../../../src/screen/panels/standings.ts';
import { pointsOf } from '../../run/points.ts';
import { guardrails, viewOfFive } from '../fake-guardrails.ts';
import { viewAt } from '../fake-run.ts';

const room = { width: 60, height: 8, glyphs: glyphsFor({}) };
const all = { first: 0, span: 96 };

function panelOf(view: RunView, place = 0, stretch = all): PanelContent {
  const guardrail = view.guardrails[place] ?? guardrails[0];
  if (!guardrail) throw new Error('no guardrail');
  return guardrailPanel(view, followed(view, guardrail, place), stretch);
}

function drawn(panel: PanelContent): string {
  return panel.draw(room).map(plainText).join('\n');
}

describe('the chart of a guardrail', () => {
  test('says now, acceptable, and the requests behind them, from sums over the window', () => {
    const view = viewAt(40);
    const latest = pointsOf(view.history)
      .slice(-6)
      .map(({ samples }) => samples[0]);
    const misses = (arm: 'canary' | 'baseline'): number =>
      latest.reduce((sum, samples) => {
        const sample = samples?.[arm];
        return (
          sum + (sample && 'count' in sample && 'hits' in sample ? sample.count - sample.hits : NaN)
        );
      }, 0);
    const { title, readings } = panelOf(view);
    expect(title).toBe('accuracy: share of misses, over 3 h at a time');
    expect(readings.map(({ name, value }) => [name, value])).toEqual([
      ['v13', `${((100 * misses('canary')) / 60).toFixed(1)} %`],
      ['acceptable', `${((100 * misses('baseline')) / 540 + 1).toFixed(1)} %`],
      ['v12', `${((100 * misses('baseline')) / 540).toFixed(1)} %`],
      ['n', '60 / 540'],
    ]);
  });

  test.each([
    ['errors: share of hits, over 3 h at a time', 'v13, acceptable, limit, v12, n'],
    ['retries: events per unit of exposure, over 3 h at a time', 'v13, acceptable, v12, n'],
    ['revenue: mean in EUR, over 3 h at a time', 'v13, acceptable, limit, v12, n'],
    ['latency: p99 in ms, over 3 h at a time', 'v13, limit, v12, n'],
    ['inputs: distance between the shares of labels, over 3 h at a time', 'v13, acceptable, n'],
  ])('%s', (title, names) => {
    const place = guardrails.findIndex(({ name }) => title.startsWith(`${name}:`));
    const panel = panelOf(viewOfFive(44), place);
    expect(panel.title).toBe(title);
    expect(panel.readings.map(({ name }) => name).join(', ')).toBe(names);
    for (const { value } of panel.readings) expect(value).not.toMatch(/NaN|undefined/);
  });

  test('has nothing of a version that is out of service', () => {
    const [canary] = panelOf(viewAt(90)).readings;
    expect(canary?.value).toBe('-');
  });

  test('has the limit as a line of its own, unless that leaves no room for what is seen', () => {
    const view = viewOfFive(44);
    expect(drawn(panelOf(view, 0))).toContain(' limit 4 % ');
    const [errors] = view.guardrails;
    if (errors?.type !== 'proportion') throw new Error('a proportion comes first');
    const far = { ...view, guardrails: [{ ...errors, limit: { bound: 0.9 } }] };
    expect(drawn(panelOf(far, 0))).not.toContain('limit');
    const limit = panelOf(far, 0).readings.find(({ name }) => name === 'limit');
    expect(limit?.value).toBe('90.0 %');
  });

  test.each(guardrails.map(({ name }, place) => [name, place] as const))(
    'keeps the axis of %s while the run goes on, but for a few steps',
    (_name, place) => {
      const axes = Array.from({ length: 96 }, (_, index) =>
        panelOf(viewOfFive(index + 1), place)
          .draw(room)
          .map((line) => line[0]?.text)
          .join('\n'),
      );
      const changes = axes.filter((axis, index) => index > 0 && axis !== axes[index - 1]);
      expect(changes.length).toBeLessThan(8);
    },
  );

  test('shows the last part of the time alone', () => {
    const late = panelOf(viewOfFive(96), 0, stretchOf(96, 96, 4));
    expect(drawn(late)).not.toContain('rollback');
    expect(drawn(panelOf(viewOfFive(96), 0))).toContain('rollback');
  });
});

describe('the evidence', () => {
  test('is shown with its lines', () => {
    const panel = evidencePanel(viewAt(45), all);
    expect(panel.readings.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'evidence 3.10',
      'trip 4.61',
      'hold 2.30',
      'n 450 / 4,050',
      'release 1.15',
    ]);
    for (const name of ['trip 4.61', 'hold 2.30', 'release 1.15'])
      expect(drawn(panel)).toContain(name);
  });

  test('shows the release line only while it matters', () => {
    expect(drawn(evidencePanel(viewAt(20), all))).not.toContain('release');
  });

  test('holds the lines of an attempt only against that attempt', () => {
    const view = viewAt(90);
    const retry = { tick: 72, time: view.time, kind: 'retry' as const, text: '' };
    const again = { ...view, events: [...view.events, retry] };
    const lines = evidencePanel(again, all).draw(room).map(plainText);
    const trip = lines.find((line) => line.includes('trip'));
    expect(trip?.indexOf(' trip ')).toBeGreaterThan(40);
  });
});

describe('marks', () => {
  const scale = { columns: 192, first: 0, span: 96 };

  test('stand in the column of their tick: the fault, the step with its share, the hold, the rollback', () => {
    const found = marksOf(viewOfFive(60), scale).map(({ column, label, line }) => [
      column,
      label,
      line,
    ]);
    expect(found).toEqual([
      [103, 'rollback', 'solid'],
      [59, 'fault', 'dashed'],
      [79, 'hold', 'dashed'],
      [27, '10 %', 'dashed'],
    ]);
  });

  test('say what was done by hand', () => {
    const view = viewAt(10);
    const text = 'by you: v13 is taken out of service, until a person brings it back';
    const kind = 'rollback' as const;
    const event = { tick: 10, time: view.time, kind, text, byHand: true as const };
    expect(marksOf({ ...view, faults: [], events: [event] }, scale)).toEqual([
      { column: 19, label: 'rollback by hand', line: 'solid', role: 'mark' },
    ]);
  });

  test('are left out where their time is not shown', () => {
    expect(marksOf(viewOfFive(96), { columns: 100, first: 70, span: 26 })).toEqual([]);
  });
});

describe('how the guardrails stand', () => {
  test('is what each says, with its own evidence and what is seen now', () => {
    const standings = standingsOf(viewOfFive(50));
    expect(standings.map(({ name, answer }) => `${name} ${answer}`)).toEqual([
      'errors harmful',
      'retries unknown',
      'revenue acceptable',
      'latency unknown',
      'inputs acceptable',
    ]);
    expect(standings[1]?.own).toBeUndefined();
    expect(standings[2]?.own).toBe(-1.2);
    // 6 ticks of 200 requests, by the numbers of the fake.
    expect(standings[0]?.latest.amounts).toEqual({ canary: 1200, baseline: 10_800 });
  });

  test('of a canary that is out of service tells which one took it out, with the last evidence', () => {
    const standings = standingsOf(viewOfFive(90));
    expect(standings.map(({ answer }) => answer)).toEqual(['harmful', 'out', 'out', 'out', 'out']);
    expect(standings[0]?.reason).toContain('evidence 4.78 >= 4.61');
    expect(standings[2]?.own).toBe(-1.2);
  });
});

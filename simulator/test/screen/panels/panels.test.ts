import { describe, expect, test } from 'vitest';

import { plainText } from '../../../src/charts/span.ts';
import { glyphsFor } from '../../../src/screen/look/glyphs.ts';
import { evidencePanel } from '../../../src/screen/panels/evidence.ts';
import { marksOf } from '../../../src/screen/panels/marks.ts';
import { ratesPanel } from '../../../src/screen/panels/rates.ts';
import type { RunView } from '../../../src/run/view.ts';
import { viewAt } from '../fake-run.ts';

const room = { width: 60, height: 8, glyphs: glyphsFor({}) };

describe('the rates', () => {
  test('say now, acceptable, and the requests behind them, from sums over the window', () => {
    const view = viewAt(40);
    const bad = (arm: 'canary' | 'baseline'): number =>
      view.points.slice(-6).reduce((sum, { samples }) => {
        const sample = samples[0]?.[arm];
        return (
          sum + (sample && 'hits' in sample && 'count' in sample ? sample.count - sample.hits : 0)
        );
      }, 0);
    const { title, readings } = ratesPanel(view, 96);
    expect(title).toBe('accuracy: share of misses, over 3 h at a time');
    expect(readings.map(({ name, value }) => [name, value])).toEqual([
      ['v13', `${((100 * bad('canary')) / 60).toFixed(1)} %`],
      ['acceptable', `${((100 * bad('baseline')) / 540 + 1).toFixed(1)} %`],
      ['v12', `${((100 * bad('baseline')) / 540).toFixed(1)} %`],
      ['n', '60 / 540'],
    ]);
  });

  test('have none of a version that is out of service', () => {
    const [canary] = ratesPanel(viewAt(90), 96).readings;
    expect(canary?.value).toBe('-');
  });

  test('name hits where more of them are worse', () => {
    const view = viewAt(10);
    const guardrails = view.guardrails.map((guardrail) => ({
      ...guardrail,
      name: 'errors',
      worse: 'higher' as const,
    })) as RunView['guardrails'];
    expect(ratesPanel({ ...view, guardrails }, 96).title).toMatch(/^errors: share of hits/);
  });

  test('keep their axis while the run goes on, but for a few steps', () => {
    const axes = Array.from({ length: 96 }, (_, index) =>
      ratesPanel(viewAt(index + 1), 96)
        .draw(room)
        .map((line) => line[0]?.text)
        .join('\n'),
    );
    const changes = axes.filter((axis, index) => index > 0 && axis !== axes[index - 1]);
    expect(changes.length).toBeLessThan(8);
  });
});

describe('the evidence', () => {
  test('is shown with its lines', () => {
    const { readings, draw } = evidencePanel(viewAt(45), 96);
    expect(readings.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'evidence 3.10',
      'trip 4.61',
      'hold 2.30',
      'n 450 / 4,050',
      'release 1.15',
    ]);
    const text = draw(room).map(plainText).join('\n');
    for (const name of ['trip 4.61', 'hold 2.30', 'release 1.15']) expect(text).toContain(name);
  });

  test('shows the release line only while it matters', () => {
    const text = evidencePanel(viewAt(20), 96).draw(room).map(plainText).join('\n');
    expect(text).not.toContain('release');
  });

  test('holds the lines of an attempt only against that attempt', () => {
    const view = viewAt(90);
    const retry = { tick: 72, time: view.time, kind: 'retry' as const, text: '' };
    const again = { ...view, events: [...view.events, retry] };
    const drawn = evidencePanel(again, 96).draw(room).map(plainText);
    const trip = drawn.find((line) => line.includes('trip'));
    expect(trip?.indexOf('trip')).toBeGreaterThan(8 + (52 * 72) / 96);
  });
});

test('a rollback is marked at the end of its tick', () => {
  const scale = { columns: 96, span: 96 };
  expect(marksOf(viewAt(90), scale)).toEqual([{ column: 51, label: 'rollback', line: 'solid' }]);
});

import { stripVTControlCharacters } from 'node:util';

import { renderToString } from 'ink';
import type { ReactNode } from 'react';
import { describe, expect, test } from 'vitest';

import type { Playback } from '../../../src/screen/playback/player.ts';
import type { Situation } from '../../../src/screen/keys/binding.ts';
import { liveBindings } from '../../../src/screen/keys/live.ts';
import { Events } from '../../../src/screen/widgets/events.tsx';
import { Footer } from '../../../src/screen/widgets/footer.tsx';
import { Header } from '../../../src/screen/widgets/header.tsx';
import { Help } from '../../../src/screen/widgets/help.tsx';
import { Services } from '../../../src/screen/widgets/services.tsx';
import { Spoken } from '../../../src/screen/widgets/spoken.tsx';
import { Standings } from '../../../src/screen/widgets/standings.tsx';
import { Weights } from '../../../src/screen/widgets/weights.tsx';
import { viewOfFive } from '../fake-guardrails.ts';
import { viewAt } from '../fake-run.ts';

const running: Situation = {
  mode: 'playing',
  speed: 8,
  asks: ['rollback', 'inject', 'hold'],
  guardrails: 1,
  expanded: undefined,
  helping: false,
  spoken: false,
};

/** What a widget looks like, without colours. */
function drawn(widget: ReactNode, { columns } = { columns: 80 }): string {
  return stripVTControlCharacters(renderToString(widget, { columns }));
}

describe('Header', () => {
  const header = (columns: number, speed = 8): string => {
    const view = viewAt(10);
    const playback = { mode: 'playing', speed, asked: [], view } as const;
    return drawn(<Header playback={playback} view={view} columns={columns} />, {
      columns,
    });
  };

  test.each([
    [100, ' made-up  seed 7  a run for tests     2026-01-01 05:00  tick 10 of 96  ▸ 8 ticks/s'],
    [70, ' made-up  seed 7         2026-01-01 05:00  tick 10 of 96  ▸ 8 ticks/s'],
    [52, ' made-up  seed 7         tick 10 of 96  ▸ 8 ticks/s'],
    [38, ' made-up    tick 10 of 96  ▸ 8 ticks/s'],
  ])('says as much as %i columns allow', (columns, line) => {
    const [first] = header(columns).split('\n');
    expect(first?.replaceAll(/ +/g, ' ')).toBe(line.replaceAll(/ +/g, ' '));
  });

  test('cuts a long path from its beginning, and nothing of how far the run is', () => {
    const name = '/somewhere/far/away/in/a/folder/electricity-shadow.jsonl.gz';
    const view = { ...viewAt(10), scenario: { name, title: 'as recorded' } };
    const playback = { mode: 'ended', speed: 8, asked: [], view } as const;
    const widget = <Header playback={playback} view={view} columns={60} />;
    const [first = ''] = drawn(widget, { columns: 60 }).split('\n');
    expect(first).toMatch(/^ ….*electricity-shadow\.jsonl\.gz {2}tick 10 of 96 {2}■ ended$/);
    expect(first.trimEnd()).toHaveLength(59);
  });

  test('names the fastest speed, and virtual time', () => {
    expect(header(100, Infinity)).toContain('▸ full speed');
    const view = { ...viewAt(10), virtual: true };
    const says = (playback: Pick<Playback, 'mode' | 'speed'>): string =>
      drawn(<Header playback={{ ...playback, asked: [] }} view={view} columns={100} />, {
        columns: 100,
      });
    expect(says({ mode: 'playing', speed: 2048 })).toContain('▸ virtual time, 2,048 ticks/s');
    expect(says({ mode: 'paused', speed: 2048 })).toContain(
      '‖ virtual time, paused at 2,048 ticks/s',
    );
    expect(says({ mode: 'ended', speed: 2048 })).toContain('■ virtual time, ended');
  });
});

describe('Footer', () => {
  const footer = (columns: number, situation: Situation): string =>
    drawn(<Footer bindings={liveBindings} situation={situation} columns={columns} />, {
      columns,
    });

  test('shows the keys that work now', () => {
    expect(footer(80, running)).toBe(
      ' space pause  s step  + faster  i fault  b roll back  z zoom  ? help  q quit',
    );
    expect(footer(80, { ...running, helping: true })).toBe(' esc back  q quit');
  });

  test('says why the screen stays as it is', () => {
    const ended = { ...running, mode: 'ended' } as const;
    const notice = 'The run is over.';
    const drawnFooter = drawn(
      <Footer bindings={liveBindings} situation={ended} columns={80} notice={notice} />,
    );
    expect(drawnFooter).toBe(
      ' The run is over.  z zoom  e expand  n next seed  r restart  ? help  q quit',
    );
  });

  test('leaves out keys from the middle where it is narrow', () => {
    expect(footer(60, running)).toBe(' space pause  s step  + faster  i fault  ? help  q quit');
    const expanded = { ...running, expanded: 'guardrail' } as const;
    expect(footer(40, expanded)).toBe(' space pause  esc back  ? help  q quit');
  });
});

describe('Help', () => {
  const help = (rows: number, columns = 80): string[] =>
    drawn(
      <Help bindings={liveBindings} notes={['a note', 'another']} columns={columns} rows={rows} />,
      { columns },
    ).split('\n');

  test('explains each key in a sentence, and then what is to be seen, as far as there is room', () => {
    const keys = liveBindings.filter(({ help: text }) => text !== undefined);
    const lines = help(keys.length + 2);
    expect(lines).toHaveLength(keys.length + 2);
    for (const [
      place,
      {
        keys: [key = ''],
        help: text = '',
      },
    ] of keys.entries()) {
      expect(lines[place]).toContain(` ${key}`);
      expect(lines[place]).toContain(text);
    }
    expect(lines.at(-1)).toBe(' a note');
    expect(help(40).slice(-2)).toEqual([' a note', ' another']);
  });

  test('has a word for every key where sentences have no room', () => {
    const text = help(14, 60);
    expect(text.length).toBeLessThanOrEqual(14);
    for (const { short, help: sentence } of liveBindings) {
      if (sentence !== undefined) expect(text.join('\n')).toContain(short);
    }
  });
});

describe('Standings', () => {
  const standings = (columns: number, rows: number, inColumns: number, focus = 0): string[] =>
    drawn(
      <Standings
        view={viewOfFive(50)}
        focus={focus}
        columns={columns}
        rows={rows}
        inColumns={inColumns}
      />,
      { columns },
    ).split('\n');

  test('have a line of as many columns, with a word where there is room', () => {
    expect(standings(80, 3, 2)).toEqual([
      ' ▸✗ harmful    errors     4.75 %   5.51  … unknown    latency     928.6   1.00',
      '  … unknown    retries   0.06417      -  ✓ acceptable inputs     10.0 %  -0.30',
      '  ✓ acceptable revenue     1.772  -1.20',
    ]);
    expect(standings(60, 3, 2)[0]).toBe(
      ' ▸✗ errors      4.75 %   5.51  … latency      928.6   1.00',
    );
  });

  test('have a heading, and what is acceptable, where each has a line of its own', () => {
    const [heading, errors] = standings(60, 6, 1);
    expect(heading).toMatch(/^ +now +acceptable +evid\.$/);
    expect(errors).toMatch(/^ ▸✗ harmful +errors +4\.75 % +\d\.\d\d % +5\.51$/);
    expect(heading?.length).toBe(errors?.length);
  });

  test('move on with the focus where not all have room', () => {
    expect(standings(80, 1, 2, 4).join('')).toContain('▸✓ acceptable inputs');
    expect(standings(80, 1, 2, 0).join('')).not.toContain('inputs');
  });
});

describe('Events', () => {
  const events = (columns: number, rows: number, tick = 60): string =>
    drawn(<Events view={viewAt(tick)} columns={columns} rows={rows} />, { columns });

  test('shows the newest that fit, each in one line where there are few', () => {
    const lines = events(80, 3).split('\n');
    expect(lines.map((line) => line.slice(0, 21).trimEnd())).toEqual([
      ' 0d 20:00 hold',
      ' 1d 02:00 rollback',
      ' 1d 02:00 services',
    ]);
    expect(lines[0]).toMatch(/…$/);
  });

  test('shows the whole reason where there is room', () => {
    expect(events(80, 20).replaceAll(/\s+/g, ' ')).toContain(
      '1 percentage point more is acceptable; evidence 4.78 >= 4.61 (trip, at a risk of 1 %)',
    );
  });

  test('never takes more rows than it has', () => {
    for (let rows = 1; rows < 20; rows += 1) {
      expect(events(60, rows).split('\n').length).toBeLessThanOrEqual(rows);
    }
  });

  test('says that nothing has happened', () => {
    expect(events(80, 4, 5).trim()).toBe('nothing happened yet');
  });
});

describe('Services', () => {
  const services = (tick: number, direction: 'row' | 'column'): string =>
    drawn(<Services view={viewAt(tick)} direction={direction} />, { columns: 80 });

  test('says what each serves, and how long it took', () => {
    expect(services(60, 'row')).toBe(' sync server ✓ up  web ✓ v12 1.3 ms  mobile ✓ v12 1.3 ms');
    expect(services(60, 'column').split('\n')).toEqual([
      ' sync server ✓ up, port 8015, process 4242',
      ' web ✓ v12  1.3 ms after the rollback',
      ' mobile ✓ v12  1.3 ms after the rollback',
    ]);
  });

  test('says that there are none in virtual time', () => {
    const { syncServer: _none, ...view } = viewAt(10);
    const virtual = { ...view, virtual: true, services: [] };
    expect(drawn(<Services view={virtual} direction="row" />)).toBe(
      ' virtual time: without services and a sync server',
    );
  });

  test('says after the end that the sync server was stopped, even though it is down', () => {
    const { syncServer, ...view } = viewAt(96);
    const over = { ...view, ...(syncServer && { syncServer: { ...syncServer, up: false } }) };
    const drawnIn = (direction: 'row' | 'column'): string =>
      drawn(<Services view={over} direction={direction} />, { columns: 80 });
    expect(drawnIn('row')).toMatch(/^ sync server ■ stopped  web ✓ v12/);
    expect(drawnIn('column')).toMatch(/^ sync server ■ stopped: the run is over\n web ✓ v12/);
    expect(drawn(<Spoken playback={{ mode: 'ended', speed: 8, asked: [] }} view={over} />)).toMatch(
      /The sync server is stopped: the run is over\./,
    );
  });

  test('fits into 80 columns after the end, with three services that took some time', () => {
    const view = viewAt(96);
    const [service] = view.services;
    const services = ['web', 'mobile', 'batch'].flatMap((name) =>
      service ? { ...service, name, decisionToServedMs: 22.44 } : [],
    );
    expect(drawn(<Services view={{ ...view, services }} direction="row" />)).toBe(
      ' sync server ■ stopped  web ✓ v12 22 ms  mobile ✓ v12 22 ms  batch ✓ v12 22 ms',
    );
  });

  test('says when the sync server is down and when a service is behind', () => {
    expect(services(9, 'row')).toContain('sync server ✗ down');
    const view = viewAt(10);
    const behind = { ...view, flag: { ...view.flag, version: 2 } };
    expect(drawn(<Services view={behind} direction="row" />)).toContain('web … flag version 1 v12');
  });
});

describe('Weights', () => {
  test('leave the version of the flag out where the bars need its room', () => {
    const view = viewAt(1);
    const long = { ...view, flag: { ...view.flag, version: 1_795_544_716_584 } };
    expect(drawn(<Weights view={long} direction="row" columns={80} />)).toMatch(
      /^ recommender-model +v12 █+░+ +90 % +v13 █+░+ +10 %$/,
    );
  });

  test('shows the flag and both weights, as far as they are known', () => {
    expect(drawn(<Weights view={viewAt(1)} direction="row" columns={80} />)).toBe(
      ' recommender-model version 1  v12 █████████████░  90 %  v13 █░░░░░░░░░░░░░  10 %',
    );
    const rolledBack = <Weights view={viewAt(60)} direction="column" columns={40} />;
    expect(drawn(rolledBack, { columns: 40 }).split('\n')).toEqual([
      ' flag recommender-model, version 2',
      ' v12 █████████████████████████████ 100 %',
      ' v13 ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░   0 %',
    ]);
  });
});

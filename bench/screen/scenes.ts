import type { App } from './app.ts';

/** A key of a view, and what a user looks at to see that it was heard. */
interface Press {
  readonly keys: string;
  /** Of the screen what the key changes; it never changes by itself. */
  readonly effect: (screen: string) => string;
}

/** One view in which keys are pressed while something goes on. */
export interface Scene {
  readonly name: string;
  readonly scenario: string;
  /** Live in virtual time from the start. */
  readonly virtual: boolean;
  /** Brings the app there; done again before each press, so that what goes on goes on. */
  readonly ready: (app: App, begun: boolean) => Promise<void>;
  /** One after the other, and again. */
  readonly presses: readonly Press[];
  /** What its keys are about is only there once rollouts were made. */
  readonly needsRollouts?: true;
}

const [up, down, right, left] = ['\u001B[A', '\u001B[B', '\u001B[C', '\u001B[D'];

/** The rest of the line in which something stands. */
function after(text: string | RegExp): (screen: string) => string {
  return (screen) => {
    const line = screen.split('\n').find((each) => each.search(text) >= 0) ?? '';
    return line.slice(Math.max(0, line.search(text)));
  };
}

const helping = (screen: string): string => String(screen.includes('this page'));
const help: readonly Press[] = [
  { keys: '?', effect: helping },
  { keys: '\u001B', effect: helping },
];
const keysShown = (screen: string): string => screen.slice(screen.lastIndexOf('\n'));
/** The guardrail in focus: its chart is the first, or where all have one, it is marked in the list. */
const focus = (screen: string): string => {
  const marked = /▸\S.*?(errors|timeouts|retries|complaints|accuracy)/.exec(screen)?.[1];
  return `${screen.split('\n')[3]?.slice(0, 12)} ${marked}`;
};
const pace = (screen: string): string =>
  /[▸‖■] .*?(ticks\/s|full speed|paused|ended)/.exec(screen)?.[0] ?? '';

const month = './month.yaml';
const faulty = '../rollouts/scenarios/proportions-faulty.yaml';

const live: readonly Press[] = [
  { keys: 'g', effect: focus },
  ...help,
  { keys: 'e', effect: keysShown },
  { keys: '\u001B', effect: keysShown },
  { keys: ' ', effect: pace },
  { keys: ' ', effect: pace },
  { keys: '-', effect: pace },
  { keys: '+', effect: pace },
];

/** Begins anew before the run comes to its end: not from the help, where no key would, and not while it is paused. */
async function playing(app: App): Promise<void> {
  const screen = app.screen();
  if (!isNearEnd(screen) || helping(screen) === 'true' || pace(screen).startsWith('‖')) return;
  app.press('r');
  await app.showing((now) => now.includes('tick ') && !isNearEnd(now));
}

function isNearEnd(screen: string): boolean {
  const [, done, all] = /tick (\d+) of (\d+)/.exec(screen) ?? [];
  return Number(done) > 0.8 * Number(all);
}

async function tuning(app: App): Promise<void> {
  app.press('2');
  await app.showing((screen) => screen.includes('rollouts of each'));
}

/** The knob with what stands beside it, or the point of the curve. */
const knob = after(/▸ .*◂|◂ .*▸|^ ▸/);
const point = after('outcome');

export const scenes: readonly Scene[] = [
  {
    name: 'Live, virtual time at full speed',
    scenario: month,
    virtual: true,
    presses: live,
    ready: async (app, begun) => {
      await app.showing((screen) => screen.includes('tick '));
      if (!begun) {
        app.press('++++++++++');
        await app.showing((screen) => screen.includes('full speed'));
      }
      await playing(app);
    },
  },
  {
    name: 'Live, real parts',
    scenario: month,
    virtual: false,
    presses: live,
    ready: async (app) => {
      await app.showing((screen) => screen.includes('tick '));
      await playing(app);
    },
  },
  {
    name: 'Tune, evaluating',
    scenario: faulty,
    virtual: true,
    presses: [
      { keys: down, effect: knob },
      { keys: right, effect: knob },
      { keys: left, effect: knob },
      { keys: up, effect: knob },
      { keys: right, effect: knob },
      { keys: 'u', effect: knob },
      ...help,
    ],
    ready: async (app, begun) => {
      if (!begun) await tuning(app);
    },
  },
  {
    name: 'Tune, among the points',
    scenario: faulty,
    virtual: true,
    presses: [
      { keys: right, effect: point },
      { keys: left, effect: point },
    ],
    ready: async (app, begun) => {
      if (begun) return;
      await tuning(app);
      app.press('c');
      await app.showing((screen) => screen.includes('take it'));
    },
  },
  {
    name: 'Tune, searching',
    scenario: faulty,
    virtual: true,
    presses: help,
    ready: async (app, begun) => {
      if (!begun) await tuning(app);
      if (app.screen().includes('this page') || app.screen().includes('least harm')) return;
      app.press('o\r');
      await app.showing((screen) => screen.includes('looking for the least harm'));
    },
  },
  {
    name: 'Compare',
    scenario: faulty,
    virtual: true,
    needsRollouts: true,
    presses: [{ keys: down, effect: after('▸ ') }, { keys: up, effect: after('▸ ') }, ...help],
    ready: async (app, begun) => {
      if (begun) return;
      app.press('3');
      await app.showing((screen) => screen.includes('cusum'));
    },
  },
];

import type { How } from '../../../scenarios/scenario.ts';

/** A change that is in force. */
export interface Applied {
  readonly how: How;
  /** The share of the requests that it concerns. */
  readonly of: number;
  /** How far it has come, above 0 and up to 1. */
  readonly level: number;
}

/** A number on average over all requests, after changes, one after the other. */
export function changed(value: number, changes: readonly Applied[]): number {
  let now = value;
  for (const { how, of, level } of changes) now += of * level * (complete(now, how) - now);
  return now;
}

function complete(value: number, how: How): number {
  switch (how.by) {
    case 'times':
      return value * how.factor;
    case 'plus':
      return value + how.amount;
    case 'becomes':
      return how.value;
    case 'shares':
      throw new TypeError('a number does not become shares');
  }
}

/** Some of the requests, and what their values are multiplied by and raised by. */
export interface Component {
  readonly share: number;
  readonly times: number;
  readonly plus: number;
}

/**
 * What changes make of values: those that concern only some of the requests part them.
 *
 * @param usual what becomes what a change says
 */
export function componentsOf(
  usual: number,
  day: number,
  changes: readonly Applied[],
): readonly Component[] {
  let components: readonly Component[] = [{ share: 1, times: day, plus: 0 }];
  for (const change of changes) {
    const { of } = change;
    const untouched = components.map((each) => ({ ...each, share: each.share * (1 - of) }));
    const touched = components.map((each) => ({
      ...moved(each, usual, change),
      share: each.share * of,
    }));
    components = [...untouched, ...touched].filter(({ share }) => share > 0);
  }
  return components;
}

function moved({ share, times, plus }: Component, usual: number, change: Applied): Component {
  const { how, level } = change;
  switch (how.by) {
    case 'times': {
      const factor = 1 + level * (how.factor - 1);
      return { share, times: times * factor, plus: plus * factor };
    }
    case 'plus':
      return { share, times, plus: plus + level * how.amount };
    case 'becomes':
      return {
        share,
        times: times + level * (how.value / usual - times),
        plus: plus * (1 - level),
      };
    case 'shares':
      throw new TypeError('values do not become shares');
  }
}

/** The component of a request. The first ones, of which fewer changes made something, come first: so luck is shared. */
export function componentAt(components: readonly Component[], luck: number): Component {
  let rest = luck;
  for (const component of components) {
    if (rest < component.share) return component;
    rest -= component.share;
  }
  return components.at(-1) ?? { share: 1, times: 1, plus: 0 };
}

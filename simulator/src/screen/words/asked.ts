import type { Ask } from '../../run/controls.ts';
import { counted } from '../../words/counts.ts';

/** What happens to a version, by its name or a pronoun. */
const phrases: Readonly<Record<Ask, (it: string, its: string) => string>> = {
  inject: (it) => `${it} becomes worse`,
  rollback: (it) => `${it} goes out of service`,
  hold: (_it, its) => `${its} weight is frozen`,
  release: (_it, its) => `${its} weight is unfrozen`,
  promote: (it) => `${it} becomes the baseline`,
};

/** What the next tick brings of what was asked for meanwhile: a sentence, as full as so many characters allow. */
export function nextTickInWords(asked: readonly Ask[], canary: string, room: number): string {
  const happen = [...new Set(asked)].map((ask, place) =>
    place === 0 ? phrases[ask](canary, `${canary}'s`) : phrases[ask]('it', 'its'),
  );
  const [first = '', ...others] = happen;
  const last = others.at(-1);
  const whole =
    last === undefined ? first : `${[first, ...others.slice(0, -1)].join(', ')}, and ${last}`;
  const more = `${counted(others.length, 'more thing')} ${others.length === 1 ? 'happens' : 'happen'}`;
  const sentences = [whole, `${first}, and ${more}`].map((what) => `At the next tick ${what}.`);
  return (
    sentences.find(({ length }) => length <= room) ??
    `At the next tick ${counted(happen.length, 'thing')} happen${happen.length === 1 ? 's' : ''}.`
  );
}

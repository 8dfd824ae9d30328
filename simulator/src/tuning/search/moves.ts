import type { ModelPolicy } from '@lastgood/triggers';

import type { Knob, Setting } from '../knob.ts';
import { readDuration } from '../knobs/written.ts';
import type { TunedPolicy } from '../policy-text.ts';

/** Settings that are made together. */
export type Move = readonly (readonly [path: string, setting: Setting])[];

/** A direction in which a search can go: places in an order, one of them the present one. */
export interface Line {
  readonly moves: readonly Move[];
  readonly at: number;
  /** Whether the harm changes steadily along it, so that nothing good comes behind something worse. */
  readonly steady: boolean;
}

/**
 * The lines through a policy.
 *
 * @param longest how long, in milliseconds, the way to the last step may take while nothing holds the weight: it is its
 *   owner who decides how soon a good version is out, and the slowest rollout would have the least harm
 * @param fixed the paths of knobs that stay as they are
 */
export function linesOf({ knobs }: TunedPolicy, longest: number, fixed: readonly string[]): Line[] {
  const free = knobs.filter(({ path, searched }) => searched && !fixed.includes(path));
  const single = free
    .filter(({ path }) => !path.startsWith('rollout.'))
    .map(({ path, settings, at }): Line => ({
      moves: settings.map((setting) => [[path, setting]]),
      at,
      steady: true,
    }));
  return [...single, ...rolloutLine(free, knobs, longest)];
}

/** How long a rollout takes to its last step at least, in milliseconds. */
export function rampTime({ steps, dwell }: ModelPolicy['rollout']): number {
  return (steps.length - 1) * dwell;
}

/** Other steps, each with the longest dwell that the time allows. */
function rolloutLine(free: readonly Knob[], all: readonly Knob[], longest: number): Line[] {
  const steps = free.find(({ path }) => path === 'rollout.steps');
  const dwell = all.find(({ path }) => path === 'rollout.dwell');
  if (!steps || !dwell) return [];
  const possible = free.includes(dwell)
    ? dwell.settings
    : dwell.settings.filter((_, place) => place === dwell.at);
  const dwells = possible
    .map((setting) => ({ setting, time: readDuration(setting) ?? 0 }))
    .toSorted((left, right) => right.time - left.time);
  const places = steps.settings.flatMap((setting, place): { place: number; move: Move }[] => {
    const waits = typeof setting === 'object' ? setting.length - 1 : 0;
    if (place === steps.at || waits === 0) return [{ place, move: [[steps.path, setting]] }];
    const fitting = dwells.find(({ time }) => waits * time <= longest);
    if (!fitting) return [];
    return [
      {
        place,
        move: [
          [steps.path, setting],
          [dwell.path, fitting.setting],
        ],
      },
    ];
  });
  return [
    {
      moves: places.map(({ move }) => move),
      at: places.findIndex(({ place }) => place === steps.at),
      steady: false,
    },
  ];
}

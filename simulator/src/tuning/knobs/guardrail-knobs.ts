import type { Guardrail, Limit, ModelPolicy } from '@lastgood/triggers';

import type { Knob, Setting } from '../knob.ts';
import { ladder } from './ladder.ts';
import { durationSetting, shareSetting } from './written.ts';

/** What is acceptable of a guardrail: only its owner knows, so no search moves it. */
export function guardrailKnobs(guardrail: Guardrail, policy: ModelPolicy): Knob[] {
  return [...toleranceKnobs(guardrail), ...limitKnobs(guardrail, policy)];
}

const minute = 60_000;
const relatives = [0, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
const points = [0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1];
const times = [1, 2, 5, 10, 20, 30, 60].map((minutes) => minutes * minute);

function toleranceKnobs(guardrail: Guardrail): Knob[] {
  const { name } = guardrail;
  const knob = (
    key: string,
    meaning: string,
    rungs: readonly number[],
    present: number,
    write: (value: number) => Setting = shareSetting,
  ): Knob =>
    ladder(
      { path: `guardrails.${name}.tolerance.${key}`, meaning, searched: false },
      rungs,
      present,
      write,
      'falling',
    );
  const relative = (present: number, most: number): Knob =>
    knob(
      'relative',
      `how much worse ${name} may be, as a part of what the baseline has`,
      relatives.filter((rung) => rung <= most),
      present,
    );
  if (guardrail.tolerance === undefined) return [];
  switch (guardrail.type) {
    case 'proportion':
      return [
        relative(guardrail.tolerance.relative, 1),
        knob(
          'absolute',
          `how much worse ${name} may be, in points`,
          points,
          guardrail.tolerance.absolute,
        ),
      ];
    case 'rate':
    case 'histogram':
      return [relative(guardrail.tolerance.relative, mostOf(guardrail.worse))];
    case 'mean': {
      const { tolerance, range, worse, unit } = guardrail;
      const negative = range !== undefined && range[0] < 0;
      return [
        ...(negative ? [] : [relative(tolerance.relative, mostOf(worse))]),
        knob(
          'absolute',
          `how much worse ${name} may be${unit === undefined ? '' : `, in ${unit}`}`,
          range
            ? points.map((part) => +(part * (range[1] - range[0])).toPrecision(3))
            : around(tolerance.absolute),
          tolerance.absolute,
          (value) => value,
        ),
      ];
    }
    case 'categories':
      return [
        knob(
          'shift',
          `how much of ${name} may have another label`,
          [0.01, 0.02, 0.05, 0.1, 0.2],
          guardrail.tolerance.shift,
        ),
      ];
  }
}

/** Without a range a tolerance alone tells of what scale the values are; with neither, nothing does. */
function around(tolerance: number): number[] {
  const rungs = [0.1, 0.25, 0.5, 1, 2].map((times) => +(times * tolerance).toPrecision(3));
  return rungs.filter((rung) => rung > 0 && Number.isFinite(rung));
}

/** Where lower is worse nothing can fall by all of itself. */
function mostOf(worse: 'higher' | 'lower'): number {
  return worse === 'higher' ? 1 : 0.5;
}

function limitKnobs(guardrail: Guardrail, { tick }: ModelPolicy): Knob[] {
  return limitsOf(guardrail).flatMap(({ key, limit: { sustained } }) => {
    if (!sustained || !('for' in sustained)) return [];
    const path = `guardrails.${guardrail.name}.${key}.for`;
    const meaning = `how long ${guardrail.name} may be beyond its limit`;
    return [
      ladder(
        { path, meaning, searched: false },
        times.filter((time) => time >= tick),
        sustained.for,
        durationSetting,
        'falling',
      ),
    ];
  });
}

function limitsOf(guardrail: Guardrail): { readonly key: string; readonly limit: Limit }[] {
  if (guardrail.type === 'categories') return [];
  if (guardrail.type !== 'histogram') {
    return guardrail.limit ? [{ key: 'limit', limit: guardrail.limit }] : [];
  }
  return (guardrail.limits ?? []).map((limit) => ({
    key: `limit.${quantileKey(limit.quantile)}`,
    limit,
  }));
}

/** As a policy names a quantile: `p99.9`. */
function quantileKey(quantile: number): string {
  return `p${+(100 * quantile).toPrecision(12)}`;
}

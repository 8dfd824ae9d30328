import fc from 'fast-check';

/** A part of a policy file, as people write it. */
export type Written = Readonly<Record<string, unknown>>;

export const worse: fc.Arbitrary<'higher' | 'lower'> = fc.constantFrom('higher', 'lower');

/** Short ones more often, so that they come to an end within a run. */
const duration: fc.Arbitrary<string | number> = fc.constantFrom(
  '1s',
  '1500ms',
  '10 s',
  '10s',
  '1m',
  '30m',
  '0.5h',
  '1 day',
  '10y',
);

export const durationOrNone: fc.Arbitrary<string | number> = fc.oneof(
  fc.constantFrom('0s', 0),
  duration,
);

/** Between 0 and 1, neither of them included. */
export const share: fc.Arbitrary<string | number> = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map((percent) => `${percent}%`),
  fc.constantFrom(0.001, 0.01, 0.02, 0.5, 0.9, 0.999, 1e-9),
  fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
);

/** Up to so much more; where it is taken from what is there, all of it is too much. */
export function relative(side: 'higher' | 'lower'): fc.Arbitrary<string | number> {
  return side === 'lower'
    ? fc.oneof(fc.constantFrom(0, '10%', 0.999), fc.double({ min: 0, max: 0.9, noNaN: true }))
    : fc.oneof(fc.constantFrom(0, '10%', 1, 100), fc.double({ min: 0, max: 3, noNaN: true }));
}

/** A record some of whose keys people leave out. */
export function partOf(
  model: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  ...required: readonly string[]
): fc.Arbitrary<Written> {
  return fc.record(model, { requiredKeys: [...required], noNullPrototype: true });
}

/**
 * A limit, tested or sustained.
 *
 * @param bounds two values, the second above the first: one is the limit, the other where it comes to rest
 */
export function limit(
  side: 'higher' | 'lower',
  bounds: fc.Arbitrary<readonly [unknown, unknown]>,
  tested: boolean = true,
): fc.Arbitrary<Written> {
  const last = fc.integer({ min: 1, max: 6 });
  const sustained = fc.oneof(
    duration.map((length) => ({ for: length })),
    fc.tuple(last, last).map((both) => ({ of: both.toSorted((left, right) => left - right) })),
  );
  const rest = partOf({ clear: fc.boolean(), minCount: fc.constantFrom(0.5, 1, 20, 1e6) });
  return fc
    .tuple(bounds, tested ? fc.option(sustained) : sustained, rest)
    .map(([[low, high], kind, { clear, ...others }]) => {
      const bound = side === 'higher' ? { max: high } : { min: low };
      if (!kind) return bound;
      const resting = clear === true ? { clear: side === 'higher' ? low : high } : {};
      return { ...bound, ...kind, ...resting, ...others };
    });
}

import ms from 'ms';

/** A unit of time that a metric can have. */
interface UnitOfTime {
  readonly milliseconds: number;
  /** From where to where values are told apart, in the unit. */
  readonly span: readonly [low: number, high: number];
}

export const unitsOfTime: ReadonlyMap<string, UnitOfTime> = new Map([
  ['us', { milliseconds: 0.001, span: [1, 1e8] }],
  ['ms', { milliseconds: 1, span: [1, 1e5] }],
  ['s', { milliseconds: ms('1 s'), span: [0.001, 100] }],
  ['min', { milliseconds: ms('1 min'), span: [0.01, 1000] }],
  ['h', { milliseconds: ms('1 h'), span: [0.01, 1000] }],
]);

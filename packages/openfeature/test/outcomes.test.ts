import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  OutcomeRecorder,
  type Outcomes,
  type OutcomeSink,
  type RecordedOutcome,
} from '../src/outcomes.ts';
import { LogBook } from './clients.ts';

const decision = {
  flag: 'recommender-model',
  version: 'v13',
  variant: 'v13',
  reason: 'TARGETING_MATCH',
  randomised: true,
  flagVersion: 42,
};

function recordInto(sink?: OutcomeSink) {
  const received: RecordedOutcome[] = [];
  const log = new LogBook();
  const recorder = new OutcomeRecorder(sink ?? ((recorded) => received.push(recorded)));
  return { recorder, log, received, record: recorder.recordFor(decision, log) };
}

describe('record', () => {
  it('passes the outcomes on with their decision', () => {
    const { record, received } = recordInto();
    record({ errors: 0, latency: 132.5, inputs: 'mobile' });
    expect(received).toEqual([
      { ...decision, outcomes: { errors: 0, latency: 132.5, inputs: 'mobile' } },
    ]);
  });

  it('counts true as 1 and false as 0', () => {
    const { record, received } = recordInto();
    record({ errors: true, cached: false });
    expect(received.map(({ outcomes }) => outcomes)).toEqual([{ errors: 1, cached: 0 }]);
  });

  it('takes the other metrics of a request later', async () => {
    const { record, received, log } = recordInto();
    record({ errors: 0 });
    await setImmediate();
    record({ accuracy: 1 });
    expect(received.map(({ outcomes }) => outcomes)).toEqual([{ errors: 0 }, { accuracy: 1 }]);
    expect(log.warnings).toEqual([]);
  });

  it('counts the same metric once, says so once, and keeps the new ones beside it', () => {
    const { recorder, record, received, log } = recordInto();
    record({ errors: 0 });
    record({ errors: 1, latency: 80 });
    record({ errors: 1 });
    expect(received.map(({ outcomes }) => outcomes)).toEqual([{ errors: 0 }, { latency: 80 }]);
    expect(recorder.refused()).toEqual([
      { flag: 'recommender-model', metric: 'errors', why: 'repeated', count: 2 },
    ]);
    expect(log.warnings).toEqual(['recommender-model: errors = 1 is repeated and was not counted']);
  });

  it('takes the same metric of another request', () => {
    const { recorder, record, received, log } = recordInto();
    record({ errors: 0 });
    recorder.recordFor(decision, log)({ errors: 0 });
    expect(received).toHaveLength(2);
  });

  it.each([
    [NaN],
    [Infinity],
    [-Infinity],
    [undefined],
    [null],
    [{}],
    [Symbol('s')],
    [1n],
    [Object.create(null)],
  ])('refuses and counts %s, and passes the rest on', (latency) => {
    const { recorder, record, received, log } = recordInto();
    record({ latency: latency as number, errors: 0 });
    expect(received.map(({ outcomes }) => outcomes)).toEqual([{ errors: 0 }]);
    expect(recorder.refused()).toMatchObject([{ metric: 'latency', why: 'unusable', count: 1 }]);
    expect(log.warnings).toEqual([expect.stringContaining('latency')]);
  });

  it('says what is unusable, and takes the metric once it is usable', () => {
    const { record, received, log } = recordInto();
    record({ latency: NaN });
    record({ latency: 80 });
    expect(log.warnings).toEqual([
      'recommender-model: latency = NaN is unusable and was not counted',
    ]);
    expect(received.map(({ outcomes }) => outcomes)).toEqual([{ latency: 80 }]);
  });

  it.each([[null], [undefined], ['errors'], [0]])('refuses %s in place of outcomes', (outcomes) => {
    const { recorder, record, received } = recordInto();
    record(outcomes as unknown as Outcomes);
    expect(received).toEqual([]);
    expect(recorder.refused()).toMatchObject([{ metric: 'outcomes', why: 'unusable', count: 1 }]);
  });

  it('lets nothing of a logger that throws reach the request', () => {
    const { recorder, received } = recordInto();
    const broken = new LogBook();
    broken.warn = () => {
      throw new Error('no space left on device');
    };
    const record = recorder.recordFor(decision, broken);
    expect(() => record({ latency: NaN })).not.toThrow();
    expect(received).toEqual([]);
  });

  it('does nothing without a sink', () => {
    const log = new LogBook();
    new OutcomeRecorder(undefined).recordFor(decision, log)({ errors: 0 });
    expect(log).toEqual(new LogBook());
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('sink is full');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('sink is full');
      },
    ],
  ])('only logs that the sink %s', async (_, sink) => {
    const { record, log } = recordInto(sink);
    record({ errors: 0 });
    await setImmediate();
    expect(log.errors).toEqual([
      'recommender-model: onOutcome failed, the outcome is lost: Error: sink is full',
    ]);
  });
});

import type { Guardrail, ModelPolicy } from '@lastgood/triggers';
import fc from 'fast-check';

import { inputsOf } from '../../../../packages/triggers/test/support/arbitraries/inputs.ts';
import { policy } from '../../../../packages/triggers/test/support/arbitraries/policy-text.ts';
import { Random } from '../../../src/random/random.ts';

/** A policy, and the lines of a recording that was made for it, or should have been. */
export interface RandomRecording {
  readonly policy: ModelPolicy;
  readonly kind: 'ticks' | 'outcomes' | 'shadow log';
  readonly lines: readonly string[];
}

const start = Date.UTC(2026, 4, 1);

/** Ticks as somebody else summed them: what comes later than the rest is in the same line. */
function tickLines(policy: ModelPolicy): fc.Arbitrary<string[]> {
  return inputsOf(policy, 30).map((inputs) => {
    const lines = new Map<number, Record<string, unknown>>();
    for (const { input } of inputs) {
      if (!('versions' in input)) continue;
      const { lateness: _, versions, ...rest } = input;
      const before: unknown = lines.get(input.from)?.['versions'];
      lines.set(input.from, { ...rest, versions: merged(before ?? {}, versions) });
    }
    return [...lines.values()].map((line) => JSON.stringify(line));
  });
}

function merged(left: object, right: object): object {
  const entries = Object.entries(right).map(([version, samples]) => [
    version,
    { ...Reflect.get(left, version), ...samples },
  ]);
  return { ...left, ...Object.fromEntries(entries) };
}

interface Requests {
  readonly kind: 'outcomes' | 'shadow log';
  readonly count: number;
  readonly seed: number;
  readonly bad: { readonly v12: number; readonly v13: number };
  /** Requests in a tick of the policy. */
  readonly pace: number;
}

const requests: fc.Arbitrary<Requests> = fc.record({
  kind: fc.constantFrom('outcomes', 'shadow log'),
  count: fc.nat(300),
  seed: fc.nat(1e6),
  bad: fc.constantFrom(
    { v12: 0.02, v13: 0.02 },
    { v12: 0.02, v13: 0.5 },
    { v12: 0.3, v13: 0.3 },
    { v12: 0, v13: 1 },
  ),
  pace: fc.constantFrom(3, 20, 60),
});

/** Requests one after the other, not quite in order, with some labels that come late and some ids that come twice. */
function requestLines(
  { guardrails, tick, lateness }: ModelPolicy,
  { kind, count, seed, bad, pace }: Requests,
): string[] {
  const random = new Random(seed);
  const values = (version: 'v12' | 'v13'): Record<string, unknown> => {
    const isBad = random.uniform() < bad[version];
    const seen = guardrails.filter(() => random.uniform() < 0.9);
    return Object.fromEntries(seen.map((guardrail) => [guardrail.name, valueOf(guardrail, isBad)]));
  };
  return Array.from({ length: count }, (_, index) => {
    const early = random.uniform() < 0.1 ? (tick + lateness) * random.uniform() : 0;
    const time = Math.round(start + (index * tick) / pace - early);
    const rest = {
      time: random.uniform() < 0.5 ? time : new Date(time).toISOString(),
      ...(random.uniform() < 0.2 && { id: String(Math.floor(50 * random.uniform())) }),
      ...(random.uniform() < 0.1 && { arrived: time + 2 * lateness * random.uniform() }),
    };
    if (kind === 'shadow log') {
      return JSON.stringify({ ...rest, outcomes: { v12: values('v12'), v13: values('v13') } });
    }
    const version = random.uniform() < 0.3 ? 'v13' : 'v12';
    return JSON.stringify({ ...rest, version, ...values(version) });
  });
}

function valueOf(guardrail: Guardrail, isBad: boolean): unknown {
  if (guardrail.type === 'categories') return isBad ? 'mobile' : 'web';
  const high = isBad === (guardrail.worse === 'higher');
  switch (guardrail.type) {
    case 'proportion':
      return high ? 1 : 0;
    case 'rate':
      return { hits: high ? 2 : 0, exposure: 1.5 };
    case 'mean':
      return (guardrail.range ?? [1, 100])[high ? 1 : 0];
    case 'histogram':
      return guardrail.edges.at(high ? -1 : 0);
  }
}

/** Lines that stand between the others. */
const garbage = fc.constantFrom(
  '',
  '   ',
  'null',
  '[]',
  '{}',
  '{"time":',
  '\u0000',
  '"a text"',
  '17',
  '{"time":0,"version":"v13"}',
  '{"time":0,"outcomes":{}}',
  '{"time":0,"outcomes":{"v12":{},"v13":null}}',
  '{"from":0,"to":0,"versions":{}}',
  '{"from":0,"to":1,"versions":{"v13":[]}}',
  '{"from":"yesterday","to":1,"versions":{}}',
  '{"from":-9e15,"to":9e15,"versions":{}}',
  '{"from":0,"to":1,"versions":{},"weights":{"v12":-1}}',
  '{"time":1e300,"version":"v12","errors":1}',
  `{"time":0,"version":"v12","${'long'.repeat(50)}":1}`,
);

/** In the place of a number. */
const wrongNumber = fc.constantFrom(
  '-1',
  '0.5',
  '1e400',
  '-1e400',
  'NaN',
  '-0',
  'null',
  '"5"',
  '[]',
  '{}',
  'true',
  '9007199254740991',
  '9007199254740993',
  '1e-320',
  '1e99',
);

const mishap = fc.oneof(
  fc.record({ kind: fc.constant('garbage' as const), at: fc.nat(300), text: garbage }),
  fc.record({ kind: fc.constant('twice' as const), at: fc.nat(300) }),
  fc.record({
    kind: fc.constant('number' as const),
    at: fc.nat(300),
    place: fc.nat(12),
    text: wrongNumber,
  }),
);
type Mishap = typeof mishap extends fc.Arbitrary<infer One> ? One : never;

function withMishaps(lines: readonly string[], mishaps: readonly Mishap[]): string[] {
  const after = [...lines];
  for (const mishap of mishaps) {
    const at = mishap.at % Math.max(1, after.length);
    const line = after[at] ?? '';
    if (mishap.kind === 'garbage') after.splice(at, 0, mishap.text);
    else if (mishap.kind === 'twice') after.splice(at, 0, line);
    else {
      let place = 0;
      after[at] = line.replaceAll(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g, (number) => {
        place += 1;
        return place - 1 === mishap.place ? mishap.text : number;
      });
    }
  }
  return after;
}

/** A recording of each kind, most often with something in it that should not be. */
export const recording: fc.Arbitrary<RandomRecording> = fc
  .tuple(policy, requests, fc.boolean(), fc.array(mishap, { maxLength: 4 }))
  .chain(([policy, requests, isOfTicks, mishaps]) => {
    const made = isOfTicks ? tickLines(policy) : fc.constant(requestLines(policy, requests));
    return made.map((lines) => ({
      policy,
      kind: isOfTicks ? 'ticks' : requests.kind,
      lines: withMishaps(lines, mishaps),
    }));
  });

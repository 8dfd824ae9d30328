import { Random } from '@lastgood/simulator';
import {
  initialDecision,
  parsePolicy,
  peerNamed,
  peers,
  policyOf,
  transition,
  type ModelPolicy,
  type Tick,
} from '@lastgood/triggers';

import type { Kind } from './kinds.ts';
import { timed } from './timed.ts';

const versions = { canary: 'v13', baseline: 'v12' };
export const ticksEach = 10_000;
const guardrailCounts = [1, 3, 8] as const;

/** What a tick of one kind of guardrail costs. */
export interface Cost {
  readonly kind: string;
  /** Nanoseconds for each guardrail and tick, by how many of them the policy has. */
  readonly nanoseconds: Readonly<Record<number, number>>;
  /** Of the state as JSON, for one of them. */
  readonly bytes: number;
  /** Time of each peer's rule over the engine's with one guardrail, in the same run; null where it judges no such thing. */
  readonly peers: Readonly<Record<string, number | null>>;
}

export function costOf(kind: Kind): Cost {
  const nanoseconds: Record<number, number> = {};
  for (const count of guardrailCounts) {
    const policy = policyWith(kind, count);
    const ticks = ticksFor(policy, kind);
    const [time = 0] = timed([() => void stateAfter(policy, ticks)]);
    nanoseconds[count] = (1e6 * time) / ticksEach / count;
  }
  const policy = policyWith(kind, 1);
  const ticks = ticksFor(policy, kind);
  return {
    kind: kind.name,
    nanoseconds,
    bytes: JSON.stringify(stateAfter(policy, ticks)).length,
    peers: besidePeers(policy, ticks),
  };
}

function policyWith({ guardrail }: Kind, count: number): ModelPolicy {
  const guardrails = Array.from({ length: count }, (_, index) => `m${index}: ${guardrail}`);
  // Healthy traffic must not trip while it is timed.
  const text = `models: { m: { flag: f, risk: { falseRollback: 1e-12 }, guardrails: { ${guardrails.join(', ')} } } }`;
  return policyOf(parsePolicy(text, 'benchmark'));
}

function ticksFor({ guardrails }: ModelPolicy, kind: Kind): Tick[] {
  const random = new Random(1);
  const samples = (count: number): Tick['versions'][string] =>
    Object.fromEntries(
      guardrails.map((guardrail) => {
        const edges = 'edges' in guardrail ? guardrail.edges : [];
        return [guardrail.name, kind.sample(random, count, edges)];
      }),
    );
  return Array.from({ length: ticksEach }, (_, index) => ({
    from: index * 10_000,
    to: (index + 1) * 10_000,
    versions: { v12: samples(380), v13: samples(20) },
  }));
}

function stateAfter(policy: ModelPolicy, ticks: readonly Tick[]): unknown {
  let state = initialDecision(policy);
  for (const tick of ticks) ({ state } = transition(policy, versions, state, tick));
  return state;
}

function besidePeers(policy: ModelPolicy, ticks: readonly Tick[]): Cost['peers'] {
  const [guardrail] = policy.guardrails;
  // Kayenta keeps every value, and its time grows with the run.
  const names = peers.map(({ name }) => name).filter((name) => name !== 'kayenta');
  if (!guardrail) return {};
  const works = names.map((name) => {
    const started = peerNamed(name).start(guardrail, versions);
    if ('unjudged' in started) return undefined;
    return (): void => {
      for (const begin of started.rules) {
        let rule = begin;
        for (const tick of ticks) ({ rule } = rule.step(tick));
      }
    };
  });
  const judging = works.filter((work) => work !== undefined);
  const [ours = 1, ...theirs] = timed([() => void stateAfter(policy, ticks), ...judging]);
  let place = 0;
  return Object.fromEntries(
    names.map((name, index) => {
      if (!works[index]) return [name, null];
      const time = theirs[place] ?? 0;
      place += 1;
      return [name, time / ours];
    }),
  );
}

import { Random } from '@lastgood/simulator';
import {
  initialDecision,
  parsePolicy,
  peerNamed,
  transition,
  type Guardrail,
  type ModelPolicy,
  type Tick,
} from '@lastgood/triggers';
import { ingestionBench } from './ingestion.ts';
import { rounds, timed } from './timed.ts';

const versions = { canary: 'v13', baseline: 'v12' };
const length = 10_000;

const kinds = {
  'proportion, rare': '{ type: proportion, worse: higher, expected: 1% }',
  'proportion, common': '{ type: proportion, worse: higher, expected: 15% }',
  'proportion, limit too':
    '{ type: proportion, worse: higher, tolerance: { relative: 10% }, limit: { max: 90% } }',
};

function policyOf(guardrail: string, count: number): ModelPolicy {
  const guardrails = Array.from({ length: count }, (_, index) => `m${index}: ${guardrail}`);
  // Healthy traffic must not trip while it is timed.
  const text = `models: { m: { flag: f, risk: { falseRollback: 1e-12 }, guardrails: { ${guardrails.join(', ')} } } }`;
  const [policy] = parsePolicy(text, 'benchmark');
  if (!policy) throw new Error('the policy has no model');
  return policy;
}

function ticksFor(policy: ModelPolicy, rate: number): Tick[] {
  const random = new Random(1);
  const samples = (count: number): Tick['versions'][string] =>
    Object.fromEntries(
      policy.guardrails.map(({ name }) => [name, { count, hits: random.binomial(count, rate) }]),
    );
  return Array.from({ length }, (_, index) => ({
    from: index * 10_000,
    to: (index + 1) * 10_000,
    versions: { v12: samples(380), v13: samples(20) },
  }));
}

function engine(policy: ModelPolicy, ticks: readonly Tick[]): number {
  let state = initialDecision(policy);
  for (const tick of ticks) ({ state } = transition(policy, versions, state, tick));
  return JSON.stringify(state).length;
}

function peer(name: string, guardrail: Guardrail, ticks: readonly Tick[]): void {
  const started = peerNamed(name).start(guardrail, versions);
  if ('unjudged' in started) throw new Error(`${name} ${started.unjudged}`);
  for (const begin of started.rules) {
    let rule = begin;
    for (const tick of ticks) ({ rule } = rule.step(tick));
  }
}

/** What the engine costs: a tick of a guardrail beside the peers' rules, its state, and outcomes that are taken in. */
export async function costBench(): Promise<void> {
  console.log(`${length} ticks of 20/380 requests, median of ${rounds} rounds in turn.\n`);
  console.log('guardrail               of them   ns per guardrail and tick   bytes of state each');
  for (const [kind, guardrail] of Object.entries(kinds)) {
    for (const count of [1, 3, 8]) {
      const policy = policyOf(guardrail, count);
      const ticks = ticksFor(policy, kind.includes('common') ? 0.15 : 0.01);
      const [time = 0] = timed([() => void engine(policy, ticks)]);
      const cost = ((1e6 * time) / length / count).toFixed(0);
      const bytes = (engine(policy, ticks) / count).toFixed(0);
      console.log(
        `${kind.padEnd(22)}  ${String(count).padStart(7)}   ${cost.padStart(25)}   ${bytes.padStart(19)}`,
      );
    }
  }

  const policy = policyOf(kinds['proportion, rare'], 1);
  const [guardrail] = policy.guardrails;
  if (!guardrail) throw new Error('the policy has no guardrail');
  const ticks = ticksFor(policy, 0.01);
  const names = ['argo', 'flagger', 'growthbook', 'statsig'];
  const [ours = 1, ...theirs] = timed([
    () => void engine(policy, ticks),
    ...names.map((name) => () => peer(name, guardrail, ticks)),
  ]);
  console.log("\nTime of a peer's rule over the engine's, in the same run:");
  for (const [place, name] of names.entries()) {
    console.log(`${name.padEnd(10)}  ${((theirs[place] ?? 0) / ours).toFixed(2)}`);
  }

  ingestionBench();
}

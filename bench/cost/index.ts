import { type Cost, costOf, ticksEach } from './engine.ts';
import { type Ingestion, ingestionBench } from './ingestion.ts';
import { kinds } from './kinds.ts';
import { rounds } from './timed.ts';
import { type TrafficCost, trafficCosts } from './traffic.ts';

/** What a tick of each kind of guardrail costs, beside the peers' rules, its state, an outcome, and simulated traffic. */
export function costBench(json: boolean): void {
  const costs = kinds.map(costOf);
  const ingestion = ingestionBench();
  const traffic = trafficCosts();
  if (json) console.log(JSON.stringify({ ticks: ticksEach, rounds, costs, ingestion, traffic }));
  else print(costs, ingestion, traffic);
}

function print(
  costs: readonly Cost[],
  ingestion: readonly Ingestion[],
  traffic: readonly TrafficCost[],
): void {
  console.log(`${ticksEach} ticks of 20/380 requests, median of ${rounds} rounds in turn.\n`);
  console.log(
    'Nanoseconds for each guardrail and tick, by how many there are; bytes of state, for one\n',
  );
  row(['guardrail', '1', '3', '8', 'bytes']);
  for (const { kind, nanoseconds, bytes } of costs) {
    row([kind, ...[1, 3, 8].map((count) => (nanoseconds[count] ?? 0).toFixed(0)), String(bytes)]);
  }
  console.log("\nTime of a peer's rule over the engine's with one guardrail, in the same run\n");
  row(['guardrail', ...Object.keys(costs[0]?.peers ?? {})]);
  for (const { kind, peers } of costs) {
    row([kind, ...Object.values(peers).map((ratio) => ratio?.toFixed(2) ?? '–')]);
  }
  console.log('\nSingle outcomes, summed into ticks of 10 s\n');
  row(['outcomes with', 'parsed, million a second', 'from JSON lines, over JSON.parse alone']);
  for (const { name, parsed, ratio } of ingestion) {
    row([name, parsed.toFixed(1), `${ratio.toFixed(2)} times as fast`]);
  }
  console.log('\nMicroseconds to draw a tick of a scenario, by how many requests it has\n');
  row(['metric', ...Object.keys(traffic[0]?.microseconds ?? {})]);
  for (const { name, microseconds } of traffic) {
    row([name, ...Object.values(microseconds).map((each) => each.toFixed(2))]);
  }
}

function row([first = '', ...rest]: readonly string[]): void {
  console.log(
    `${first.padEnd(22)}${rest.map((text) => text.padStart(Math.max(12, text.length + 2))).join('')}`,
  );
}

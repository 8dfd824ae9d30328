import type { Guardrail } from '../policy/model.ts';
import { differenceOf } from '../ticks/samples/histogram.ts';
import { isOf } from '../ticks/samples/sample.ts';
import type { Tick } from '../ticks/tick.ts';
import { impossible, isTime, shown, shownTime, type Refusal } from './refusal.ts';
import { Joined } from './joined.ts';
import { Labels } from './labels.ts';
import { readSamples, type PlacedSample } from './samples.ts';
import type { Layout } from './sums.ts';
import { sameShares } from './weights.ts';

/** What is taken from ticks that were summed elsewhere. */
export interface JoinedTicksOptions {
  /** The policy's tick, in milliseconds. */
  readonly tick: number;
  /** The metrics that are taken over; others are ignored. */
  readonly guardrails: readonly Guardrail[];
  /** The versions that are taken over; others are ignored. */
  readonly versions: readonly string[];
}

/** A tick as someone else summed it: its samples may be anything. Times are epoch milliseconds. */
export interface RecordedTick extends Pick<Tick, 'from' | 'to' | 'weights' | 'calibration'> {
  readonly versions: Readonly<Record<string, unknown>>;
}

/** What is known between two ticks. Plain JSON. */
export interface JoinedTicksState {
  /** The end of the last tick, epoch milliseconds; null before the first. */
  readonly end: number | null;
  /** The tick that others may still join. */
  readonly open: Tick | null;
  /** Ticks that are complete and not taken yet. */
  readonly closed: readonly Tick[];
  /** How many ticks were refused. */
  readonly refused: number;
  /** By metric: the edges of its histograms, which stay the same. */
  readonly edges: Readonly<Record<string, readonly number[]>>;
  /** By metric: the labels that are told apart. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

/** What a joined tick has from the first of those that it is joined from. */
type Begin = Pick<RecordedTick, 'from' | 'weights' | 'calibration'>;

/**
 * Brings ticks that were summed elsewhere to the policy's tick.
 *
 * Ticks that begin in the same tick of the policy (which begin at whole multiples of its length since the epoch) are
 * joined into one, so ticks of 10 s under a policy of 30 min come out as single outcomes would have: the policy's tick
 * is what `minBadTicks` counts. A tick as long as the policy's, or longer, can be no finer and comes out as it is, and
 * so does one of any length that has the policy's tick to itself. Inside a tick the intended weights are the same, and it
 * is of calibration as a whole or not: a change closes the open one early.
 *
 * Ticks come in their order; one that overlaps another or goes back in time would count requests twice and is refused.
 */
export class JoinedTicks {
  readonly #length: number;
  readonly #layout: Layout;
  #end: number;
  #open: { readonly begin: Begin; readonly joined: Joined } | null;
  #closed: Tick[];
  #refused: number;
  readonly #edges: Map<string, readonly number[]>;
  readonly #labels: ReadonlyMap<string, Labels>;

  constructor({ tick, guardrails, versions }: JoinedTicksOptions, state?: JoinedTicksState) {
    this.#length = tick;
    this.#layout = { versions, guardrails };
    this.#end = state?.end ?? -Infinity;
    const open = state?.open;
    this.#open = open ? { begin: beginOf(open), joined: new Joined(this.#layout, open) } : null;
    this.#closed = [...(state?.closed ?? [])];
    this.#refused = state?.refused ?? 0;
    this.#edges = new Map(Object.entries(state?.edges ?? {}));
    this.#labels = new Map(
      guardrails
        .filter(({ type }) => type === 'categories')
        .map(({ name }) => [name, new Labels(state?.labels[name])]),
    );
  }

  /** Takes a tick over, or refuses all of it and says why. */
  add(tick: RecordedTick): Refusal | undefined {
    const refusal = this.#takeOver(tick);
    if (refusal) this.#refused += 1;
    return refusal;
  }

  #takeOver(tick: RecordedTick): Refusal | undefined {
    const { from, to, versions, weights } = tick;
    if (!isTime(from) || !isTime(to)) return impossible(`${from} to ${to} is no interval of time`);
    if (from >= to) {
      return impossible(`it begins at ${shownTime(from)}, not before its end, ${shownTime(to)}`);
    }
    if (from < this.#end) {
      const end = shownTime(this.#end);
      return impossible(`it begins at ${shownTime(from)}, before the one before it ends, ${end}`);
    }
    const unnamed = weights && this.#layout.versions.find((name) => !Object.hasOwn(weights, name));
    if (weights && unnamed !== undefined) {
      const named = Object.keys(weights).join(', ') || 'none';
      return impossible(`weights name no ${shown(unnamed)}: there is ${named}`);
    }
    const samples = readSamples(versions, this.#layout);
    if (typeof samples === 'string') return impossible(samples);
    const edges = this.#newEdges(samples);
    if (typeof edges === 'string') return impossible(edges);

    const open = this.#open && this.#joins(this.#open.begin, tick) ? this.#open : null;
    const next = open ?? { begin: beginOf(tick), joined: new Joined(this.#layout) };
    const tooLarge = samples.find((placed) => !next.joined.canAdd(placed));
    if (tooLarge) {
      const name = this.#layout.guardrails[tooLarge.metric]?.name;
      return impossible(`${name}: the joined counts are beyond 2^53 - 1`);
    }
    if (!open) this.close();
    for (const [metric, of] of edges) this.#edges.set(metric, of);
    for (const placed of samples) next.joined.add(this.#withLabels(placed));
    this.#open = next;
    this.#end = to;
    return undefined;
  }

  /** The edges of metrics that are seen for the first time, or why the histograms cannot be compared. */
  #newEdges(samples: readonly PlacedSample[]): ReadonlyMap<string, readonly number[]> | string {
    const added = new Map<string, readonly number[]>();
    for (const { version, metric, sample } of samples) {
      const name = this.#layout.guardrails[metric]?.name;
      if (name === undefined || !isOf(sample, 'histogram')) continue;
      const known = this.#edges.get(name) ?? added.get(name);
      if (!known) added.set(name, sample.edges);
      const difference = known && differenceOf(known, sample.edges);
      if (difference === undefined) continue;
      return `${name} of ${this.#layout.versions[version]} has other edges than before: ${difference}`;
    }
    return added;
  }

  #withLabels(placed: PlacedSample): PlacedSample {
    const { metric, sample } = placed;
    const labels = this.#labels.get(this.#layout.guardrails[metric]?.name ?? '');
    if (!labels || !isOf(sample, 'categories')) return placed;
    return { ...placed, sample: labels.countedSample(sample) };
  }

  /** Whether a tick is part of the open one, which began like this. */
  #joins(open: Begin, { from, to, weights, calibration }: RecordedTick): boolean {
    const shorter = to - from < this.#length;
    return (
      shorter &&
      Math.floor(open.from / this.#length) === Math.floor(from / this.#length) &&
      open.calibration === calibration &&
      sameShares(open.weights, weights)
    );
  }

  /** There is nothing more to come: nothing can join the open tick. */
  close(): void {
    const open = this.#openTick();
    if (open) this.#closed.push(open);
    this.#open = null;
  }

  #openTick(): Tick | null {
    if (!this.#open) return null;
    const { begin, joined } = this.#open;
    return { ...begin, to: this.#end, versions: joined.samples() };
  }

  /** The ticks that were completed since the last call, in their order. */
  take(): readonly Tick[] {
    const taken = this.#closed;
    this.#closed = [];
    return taken;
  }

  /** How many ticks were refused. */
  get refused(): number {
    return this.#refused;
  }

  state(): JoinedTicksState {
    const end = this.#end === -Infinity ? null : this.#end;
    return {
      end,
      open: this.#openTick(),
      closed: [...this.#closed],
      refused: this.#refused,
      edges: Object.fromEntries(this.#edges),
      labels: Object.fromEntries([...this.#labels].map(([name, labels]) => [name, labels.list()])),
    };
  }
}

function beginOf({ from, weights, calibration }: Begin): Begin {
  return { from, ...(weights && { weights }), ...(calibration && { calibration }) };
}

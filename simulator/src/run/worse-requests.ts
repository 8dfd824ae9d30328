import type { Outcomes } from '@lastgood/openfeature';
import { OutcomeTicks, sampleOf, type RateSample, type Sample } from '@lastgood/triggers';

import { Random } from '../random/random.ts';
import { streamOf } from '../random/streams.ts';
import { Usual } from '../traffic/recorded/usual.ts';
import type { ModelRequest, Traffic } from '../traffic/request.ts';
import type { Worsened } from '../traffic/worsened/worsened-by.ts';
import type { PreparedRun } from './prepare.ts';

/** So many requests tell what is usual of the baseline. */
const usualRequests = 10_000;

/** What the fault is drawn from; other streams of the seed are the traffic's. */
const stream = 3;

/** Requests whose canary does worse than the policy tolerates, from when a fault is injected on: the same as in virtual time. */
export class WorseRequests {
  readonly #prepared: PreparedRun;
  readonly #traffic: Traffic;
  readonly #random: Random;
  #fault: { readonly name: string; readonly worsened: Worsened } | undefined;

  constructor(prepared: PreparedRun, traffic: Traffic) {
    this.#prepared = prepared;
    this.#traffic = traffic;
    this.#random = new Random(streamOf(prepared.options.seed, stream));
  }

  /** @throws LastgoodError `fault-impossible` where the policy tolerates everything, or observes nothing */
  begin(): void {
    const { guardrails } = this.#prepared.policy;
    const { metric, worsened } = new Usual(guardrails, this.#usual()).injected();
    this.#fault = { name: guardrails[metric]?.name ?? '', worsened };
  }

  /** What the baseline does with the first requests. */
  #usual(): (Sample | undefined)[] {
    const { policy, versions } = this.#prepared;
    const { baseline } = versions;
    const sum = new OutcomeTicks({
      // One for all of them.
      tick: Number.MAX_SAFE_INTEGER,
      lateness: 0,
      guardrails: policy.guardrails.map((guardrail) => ({ ...guardrail, lateness: 0 })),
      versions: [baseline],
    });
    let seen = 0;
    for (const { time, outcomes, rates } of this.#traffic.requests) {
      const values = { ...outcomes[baseline], ...rates?.[baseline] };
      sum.add({ time, version: baseline, values });
      seen += 1;
      if (seen === usualRequests) break;
    }
    sum.close();
    const [tick] = sum.take();
    return policy.guardrails.map(({ name }) => tick && sampleOf(tick, baseline, name));
  }

  /** The request as it is now, with a canary that may be worse. */
  asServed(request: ModelRequest): ModelRequest {
    if (!this.#fault) return request;
    const { name, worsened } = this.#fault;
    const { canary } = this.#prepared.versions;
    const uniform = this.#random.uniform();
    const { outcomes, rates = {} } = request;
    const worse = (values: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
      Object.hasOwn(values, name)
        ? { ...values, [name]: worsened.value(values[name], uniform) }
        : values;
    // What is made of outcomes can be recorded as they can.
    return {
      ...request,
      outcomes: {
        ...outcomes,
        ...(outcomes[canary] && { [canary]: worse(outcomes[canary]) as Outcomes }),
      },
      rates: {
        ...rates,
        ...(rates[canary] && { [canary]: worse(rates[canary]) as Record<string, RateSample> }),
      },
    };
  }
}

import {
  LastgoodError,
  OutcomeTicks,
  sampleOf,
  type Guardrail,
  type Sample,
} from '@lastgood/triggers';
import type { Outcomes } from '@lastgood/openfeature';

import { Random } from '../random/random.ts';
import type { ModelRequest, Traffic } from '../traffic/request.ts';
import { worsened } from '../traffic/worsened.ts';
import type { Worsened } from '../traffic/worsened/worsened-by.ts';
import type { PreparedRun } from './prepare.ts';

/** How many times a guardrail's harm an injected fault is, as in virtual time. */
const times = 2;

/** So many requests tell what is usual of the baseline. */
const usualRequests = 10_000;

/** Requests whose canary does worse than the policy tolerates, from when a fault is injected on. */
export class WorseRequests {
  readonly #prepared: PreparedRun;
  readonly #traffic: Traffic;
  readonly #random: Random;
  #worsened: Worsened | undefined;

  constructor(prepared: PreparedRun, traffic: Traffic) {
    this.#prepared = prepared;
    this.#traffic = traffic;
    // Not the seed of the traffic, or the same luck would decide about both.
    this.#random = new Random(prepared.options.seed ^ 0x5eed);
  }

  /** @throws LastgoodError `fault-impossible` where the policy tolerates everything, or the traffic has no such metric */
  begin(): void {
    const [guardrail] = this.#prepared.policy.guardrails;
    if (guardrail) this.#worsened = worsened(guardrail, times, this.#usual(guardrail));
  }

  /** What the baseline does with the first requests. */
  #usual(guardrail: Guardrail): Sample {
    const { baseline } = this.#prepared.versions;
    const sum = new OutcomeTicks({
      // One for all time.
      tick: Number.MAX_SAFE_INTEGER,
      lateness: 0,
      guardrails: [{ ...guardrail, lateness: 0 }],
      versions: [baseline],
    });
    let seen = 0;
    for (const { time, outcomes } of this.#traffic.requests) {
      sum.add({ time, version: baseline, values: outcomes[baseline] ?? {} });
      seen += 1;
      if (seen === usualRequests) break;
    }
    sum.close();
    const [tick] = sum.take();
    const usual = tick && sampleOf(tick, baseline, guardrail.name);
    if (usual) return usual;
    throw new LastgoodError(
      'fault-impossible',
      `${guardrail.name}: this traffic has no such metric`,
    );
  }

  /** The request as it is now, with a canary that may be worse. */
  asServed(request: ModelRequest): ModelRequest {
    const [guardrail] = this.#prepared.policy.guardrails;
    const { canary } = this.#prepared.versions;
    const usual = request.outcomes[canary];
    if (!this.#worsened || !guardrail || usual?.[guardrail.name] === undefined) return request;
    const value = this.#worsened.value(usual[guardrail.name], this.#random.uniform());
    // It stays what can be recorded: it is made of what was.
    const worse = { ...usual, [guardrail.name]: value } as Outcomes;
    return { ...request, outcomes: { ...request.outcomes, [canary]: worse } };
  }
}

import { isDeepStrictEqual } from 'node:util';

import type { ModelPolicy } from '@lastgood/triggers';

import type { SourceName, SourceOptions } from '../traffic/source-name.ts';
import type { Source } from '../traffic/source.ts';
import { compareRules } from './comparison.ts';
import { rollOut } from './roll-out.ts';
import { seedOfCase } from './seeds.ts';
import type { RolloutAnswer, RolloutTask, Work } from './task.ts';

export type OpenSource = (
  name: SourceName,
  policy: ModelPolicy,
  options: SourceOptions,
) => Promise<Source>;

const works: Readonly<
  Record<Work, (policy: ModelPolicy, source: Source, seed: number) => unknown>
> = { rollout: rollOut, comparison: compareRules };

/** Where a thread does its tasks: what it has opened for a policy stays open until it gets another one. */
export class Workplace {
  readonly #open: OpenSource;
  #policy: ModelPolicy | undefined;
  readonly #sources = new Map<string, Source>();

  constructor(open: OpenSource) {
    this.#open = open;
  }

  /** @throws LastgoodError for traffic or a policy that do not fit */
  async do({ work, policy, cases, seed, from, to }: RolloutTask): Promise<RolloutAnswer> {
    const results: unknown[] = [];
    const kept = this.#keep(policy);
    let milliseconds = 0;
    for (let place = from; place < to; place += 1) {
      const number = place % cases.length;
      const { source: name, options } = cases[number] ?? nothing();
      const source = await this.#opened(name, kept, options);
      const began = performance.now();
      results.push(
        works[work](kept, source, seedOfCase(number, seed + Math.floor(place / cases.length))),
      );
      milliseconds += performance.now() - began;
    }
    return { results, milliseconds };
  }

  /** The policy, which is the same object as long as it says the same: what the engine knows of it goes by the object. */
  #keep(policy: ModelPolicy): ModelPolicy {
    if (this.#policy && isDeepStrictEqual(this.#policy, policy)) return this.#policy;
    this.#sources.clear();
    this.#policy = policy;
    return policy;
  }

  async #opened(name: SourceName, policy: ModelPolicy, options: SourceOptions): Promise<Source> {
    const key = JSON.stringify([name, options]);
    const source = this.#sources.get(key) ?? (await this.#open(name, policy, options));
    this.#sources.set(key, source);
    return source;
  }
}

function nothing(): never {
  throw new Error('a task without cases');
}

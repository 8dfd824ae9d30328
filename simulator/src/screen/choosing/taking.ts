import { resolve } from 'node:path';

import { LastgoodError } from '@lastgood/triggers';

import { isShipped, shortPath } from '../../policies/list.ts';
import { readPolicyText } from '../../policies/read.ts';
import { shippedPolicy } from '../../scenarios/library.ts';
import type { ListedScenario } from '../../scenarios/list.ts';
import { openSource } from '../../traffic/open-source.ts';
import type { SourceName, SourceOptions } from '../../traffic/source-name.ts';
import { recordedCanary } from '../../tuning/cases/recorded-canary.ts';
import { openTuned } from '../../tuning/open-tuned.ts';
import type { TunedPolicy } from '../../tuning/policy-text.ts';
import type { Session } from '../session/session.ts';
import { sourceInWords } from './choices.ts';

/** Changes what the session is about. Each change returns what there is to say of it. */
export class Taking {
  readonly #session: Session;
  readonly #folder: string;

  /** @param folder where the names of files begin */
  constructor(session: Session, folder: string) {
    this.#session = session;
    this.#folder = folder;
  }

  /** Whether a scenario is tried with the user's policy: one that does not come with Lastgood, or was changed. */
  get keepsPolicy(): boolean {
    return this.#session.unsaved || !isShipped(this.#session.get().began.file, this.#folder);
  }

  /** @throws LastgoodError `seed-invalid` */
  seed(text: string): string {
    const seed = Number(text);
    if (!/^\d+$/.test(text) || seed >= 2 ** 32) {
      throw new LastgoodError('seed-invalid', `a seed is a whole number from 0 to ${2 ** 32 - 1}`);
    }
    this.#session.choose({ seed });
    return `seed ${seed}`;
  }

  /** @throws LastgoodError for a file that is no policy */
  async read(file: string): Promise<TunedPolicy> {
    return openTuned(file, await readPolicyText(resolve(this.#folder, file)));
  }

  policy(policy: TunedPolicy): string {
    this.#session.open(policy);
    return tried(policy.file, sourceInWords(this.#session.get()));
  }

  /** @throws LastgoodError for traffic that does not fit the policy */
  async scenario({ name, scenario }: ListedScenario): Promise<string> {
    const source = { kind: 'scenario', scenario: name } as const;
    if (this.keepsPolicy) return this.#source(source, {});
    const own = shippedPolicy(scenario.policy);
    const file = shortPath(own, this.#folder);
    return this.#source(source, {}, openTuned(file, await readPolicyText(own)));
  }

  /** @throws LastgoodError for a file that is no recording, or does not fit the policy */
  async recording(file: string): Promise<string> {
    const { policy, options } = this.#session.get().setup;
    return this.#source(await recordedCanary(file, policy.policy, options), options);
  }

  async #source(source: SourceName, options: SourceOptions, policy?: TunedPolicy): Promise<string> {
    const present = this.#session.get().setup.policy;
    await openSource(source, (policy ?? present).policy, options);
    if (policy && policy.text !== present.text) this.#session.open(policy);
    this.#session.choose({ source, options });
    const named = source.kind === 'scenario' ? source.scenario : source.file;
    return tried((policy ?? present).file, named);
  }
}

function tried(policy: string, traffic: string): string {
  return `${policy} is tried on ${traffic}: 1 shows a rollout, 2 tunes, 3 compares`;
}

import { resolve } from 'node:path';

import { LastgoodError } from '@lastgood/triggers';

import { isShipped, listPolicies, shortPath } from '../../policies/list.ts';
import { readPolicyText } from '../../policies/read.ts';
import { shippedPolicy } from '../../scenarios/library.ts';
import type { ListedScenario } from '../../scenarios/list.ts';
import { openSource } from '../../traffic/open-source.ts';
import type { SourceName } from '../../traffic/source-name.ts';
import { openTuned } from '../../tuning/open-tuned.ts';
import type { TunedPolicy } from '../../tuning/policy-text.ts';
import { lineOf, type Line } from '../keys/line.ts';
import type { Session } from '../session/session.ts';
import { Store } from '../store.ts';
import { nameOfChoice, sourceInWords, type Choice } from './choices.ts';
import { completed } from './complete.ts';

export interface ChoosingState {
  readonly choices: readonly Choice[];
  /** The picked one. */
  readonly place: number;
  readonly helping: boolean;
  /** What is being written. */
  readonly asking?: { readonly what: 'recording' | 'seed'; readonly line: Line };
  readonly message?: { readonly text: string; readonly wrong: boolean };
  /** Was told that changes would be lost, and may take it anyway. */
  readonly doubted?: string;
}

/** The Choose view's work: another scenario, recording, policy or seed for the session. */
export class Choosing extends Store<ChoosingState> {
  readonly session: Session;
  readonly #folder: string;
  readonly #scenarios: readonly ListedScenario[];

  /** @param folder where the user's policies and recordings are looked for */
  constructor(session: Session, scenarios: readonly ListedScenario[], folder: string) {
    super({ choices: [], place: 0, helping: false });
    this.session = session;
    this.#folder = folder;
    this.#scenarios = scenarios;
  }

  /** Looks at the folder again. */
  enter(): void {
    void this.#list();
  }

  leave(): void {
    this.show({});
  }

  get picked(): Choice | undefined {
    const { choices, place } = this.get();
    return choices[place];
  }

  /** Whether a scenario is tried with the user's policy: one that does not come with Lastgood, or was changed. */
  get keepsPolicy(): boolean {
    return this.session.unsaved || !isShipped(this.session.get().began.file, this.#folder);
  }

  show(change: Partial<ChoosingState>): void {
    const { message: _message, doubted: _doubted, asking, ...state } = this.get();
    this.set({ ...state, ...(asking && { asking }), ...change });
  }

  say(text: string, wrong = false): void {
    this.show({ message: { text, wrong } });
  }

  pick(step: number): void {
    const { choices, place } = this.get();
    this.show({ place: Math.min(Math.max(place + step, 0), choices.length - 1) });
  }

  ask(what: 'recording' | 'seed'): void {
    const { source, seed } = this.session.get().setup;
    const present = what === 'seed' ? String(seed) : source.kind === 'scenario' ? '' : source.file;
    this.show({ asking: { what, line: lineOf(present) } });
  }

  /** Leaves what was entered last. */
  back(): void {
    if (this.get().helping) this.show({ helping: false });
    else this.#set({});
  }

  /** Completes the name of the file as far as it is clear. */
  complete(): void {
    const { asking } = this.get();
    if (asking?.what !== 'recording') return;
    const text = completed(asking.line.text, this.#folder);
    this.show({ asking: { ...asking, line: lineOf(text) } });
  }

  /** Takes what is picked, or asks what it takes to know. */
  async take(): Promise<void> {
    const choice = this.picked;
    if (choice?.kind === 'recording') this.ask('recording');
    else if (choice?.kind === 'policy') await this.#attempt(() => this.#takePolicy(choice.file));
    else if (choice) await this.#attempt(() => this.#takeScenario(choice.listed));
  }

  /** Takes what was written. */
  async write(): Promise<void> {
    const { asking } = this.get();
    const text = asking?.line.text.trim() ?? '';
    if (asking?.what === 'seed') this.#takeSeed(text);
    if (asking?.what !== 'recording') return;
    await this.#attempt(async () => {
      const { options } = this.session.get().setup;
      await this.#takeSource({ kind: 'recording', file: text }, options);
    });
  }

  #takeSeed(text: string): void {
    const seed = Number(text);
    if (!/^\d+$/.test(text) || seed >= 2 ** 32) {
      this.say(`a seed is a whole number from 0 to ${2 ** 32 - 1}`, true);
      return;
    }
    this.session.choose({ seed });
    this.#set({ message: { text: `seed ${seed}`, wrong: false } });
  }

  async #takePolicy(file: string): Promise<void> {
    const policy = openTuned(file, await readPolicyText(resolve(this.#folder, file)));
    if (this.session.unsaved && this.get().doubted !== file) {
      this.show({
        doubted: file,
        message: {
          text: 'the present policy has changes that are not saved: enter again gives them up',
          wrong: true,
        },
      });
      return;
    }
    this.session.open(policy);
    this.#tell(file, sourceInWords(this.session.get()));
  }

  async #takeScenario({ name, scenario }: ListedScenario): Promise<void> {
    const own = this.keepsPolicy ? undefined : shippedPolicy(scenario.policy);
    const source = { kind: 'scenario', scenario: name } as const;
    if (own === undefined) {
      await this.#takeSource(source, {});
      return;
    }
    const file = shortPath(own, this.#folder);
    const policy = openTuned(file, await readPolicyText(own));
    await this.#takeSource(source, {}, policy);
  }

  async #takeSource(source: SourceName, options: object, policy?: TunedPolicy): Promise<void> {
    const present = this.session.get().setup.policy;
    await openSource(source, (policy ?? present).policy, options);
    if (policy && policy.text !== present.text) this.session.open(policy);
    this.session.choose({ source, options });
    const named = source.kind === 'scenario' ? source.scenario : source.file;
    this.#tell((policy ?? present).file, named);
  }

  #tell(policy: string, traffic: string): void {
    const text = `${policy} is tried on ${traffic}: 1 shows a rollout, 2 tunes, 3 compares`;
    this.#set({ message: { text, wrong: false } });
  }

  /** What does not fit is told where it was asked for. */
  async #attempt(attempt: () => Promise<void>): Promise<void> {
    try {
      await attempt();
    } catch (error) {
      if (!(error instanceof LastgoodError)) throw error;
      // A policy may have several faults, and there is a line for one.
      const [first = '', ...more] = error.message.split('\n');
      this.say(more.length > 0 ? `${first} (and ${more.length} more)` : first, true);
    }
  }

  async #list(): Promise<void> {
    const policies = await listPolicies(this.#folder);
    const picked = this.picked;
    const choices: Choice[] = [
      ...this.#scenarios.map((listed) => ({ kind: 'scenario', listed }) as const),
      ...policies.map((file) => ({ kind: 'policy', file }) as const),
      { kind: 'recording' },
    ];
    const name = picked ? nameOfChoice(picked) : sourceInWords(this.session.get());
    const place = choices.findIndex((choice) => nameOfChoice(choice) === name);
    this.#set({ choices, place: Math.max(0, place) });
  }

  /** Without anything that is asked or told. */
  #set(change: Partial<ChoosingState>): void {
    const { choices, place, helping } = this.get();
    this.set({ choices, place, helping, ...change });
  }
}

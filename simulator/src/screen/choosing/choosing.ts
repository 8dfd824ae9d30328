import { LastgoodError } from '@lastgood/triggers';

import { listPolicies } from '../../policies/list.ts';
import type { ListedScenario } from '../../scenarios/list.ts';
import { lineOf, type Line } from '../keys/line.ts';
import type { Session } from '../session/session.ts';
import { Store } from '../store.ts';
import { isUsed, nameOfChoice, sourceInWords, type Choice } from './choices.ts';
import { completed } from './complete.ts';
import { Taking } from './taking.ts';

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
  readonly #taking: Taking;
  #policies: readonly string[] = [];

  /** @param folder where the user's policies and recordings are looked for */
  constructor(session: Session, scenarios: readonly ListedScenario[], folder: string) {
    super({ choices: [], place: 0, helping: false });
    this.session = session;
    this.#folder = folder;
    this.#scenarios = scenarios;
    this.#taking = new Taking(session, folder);
  }

  /** Looks at the folder again, and begins with what is in use. */
  enter(): void {
    void this.#enter();
  }

  leave(): void {
    this.show({});
  }

  get picked(): Choice | undefined {
    const { choices, place } = this.get();
    return choices[place];
  }

  /** Whether a scenario is tried with the user's policy. */
  get keepsPolicy(): boolean {
    return this.#taking.keepsPolicy;
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
    else if (choice?.kind === 'policy') await this.#takePolicy(choice.file);
    else if (choice) await this.#tell(async () => this.#taking.scenario(choice.listed));
  }

  /** Takes what was written. */
  async write(): Promise<void> {
    const { asking } = this.get();
    const text = asking?.line.text.trim() ?? '';
    if (asking?.what === 'seed') await this.#tell(() => this.#taking.seed(text));
    if (asking?.what === 'recording') await this.#tell(async () => this.#taking.recording(text));
  }

  /** Changes that are not saved are only given up by who asks twice. */
  async #takePolicy(file: string): Promise<void> {
    const again = this.get().doubted === file;
    await this.#tell(async () => {
      const policy = await this.#taking.read(file);
      if (!this.session.unsaved || again) return this.#taking.policy(policy);
      this.show({ doubted: file });
      throw new LastgoodError(
        'policy-unsaved',
        'the present policy has changes that are not saved: enter again gives them up',
      );
    });
  }

  /** Takes something, and tells what became of it; what does not fit is told where it was asked for. */
  async #tell(take: () => string | Promise<string>): Promise<void> {
    const { source } = this.session.get().setup;
    try {
      const text = await take();
      const isOther = this.session.get().setup.source !== source;
      const listed = this.#listed(isOther ? undefined : this.picked);
      this.#set({ ...listed, message: { text, wrong: false } });
    } catch (error) {
      if (!(error instanceof LastgoodError)) throw error;
      const { doubted } = this.get();
      // A policy may have several faults, and there is a line for one.
      const [first = '', ...more] = error.message.split('\n');
      const text = more.length > 0 ? `${first} (and ${more.length} more)` : first;
      this.show({ message: { text, wrong: true }, ...(doubted !== undefined && { doubted }) });
    }
  }

  async #enter(): Promise<void> {
    this.#policies = await listPolicies(this.#folder);
    const { picked } = this;
    this.#set(this.#listed(picked && isUsed(picked, this.session.get()) ? picked : undefined));
  }

  /** All that there is now, with the one that is picked, or else the traffic that is in use. */
  #listed(picked: Choice | undefined): Pick<ChoosingState, 'choices' | 'place'> {
    const state = this.session.get();
    const { source } = state.setup;
    const choices: Choice[] = [
      ...this.#scenarios.map((listed) => ({ kind: 'scenario', listed }) as const),
      ...this.#policies.map((file) => ({ kind: 'policy', file }) as const),
      { kind: 'recording', ...(source.kind !== 'scenario' && { file: source.file }) },
    ];
    const name = picked ? nameOfChoice(picked) : sourceInWords(state);
    const place = choices.findIndex((choice) => nameOfChoice(choice) === name);
    return { choices, place: Math.max(0, place) };
  }

  /** Without anything that is asked or told. */
  #set(change: Partial<ChoosingState>): void {
    const { choices, place, helping } = this.get();
    this.set({ choices, place, helping, ...change });
  }
}

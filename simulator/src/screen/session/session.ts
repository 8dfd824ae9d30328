import type { SourceName, SourceOptions } from '../../traffic/source-name.ts';
import type { TunedPolicy } from '../../tuning/policy-text.ts';
import { Store } from '../store.ts';

/** What is tried: a policy on some traffic. A change of any part makes another. */
export interface Setup {
  readonly policy: TunedPolicy;
  readonly source: SourceName;
  readonly options: SourceOptions;
  readonly seed: number;
}

/** Everything that the views share. Policies without changes are the very same object. */
export interface SessionState {
  readonly setup: Setup;
  /** The policy as it was opened. */
  readonly began: TunedPolicy;
  /** The policies before and after the present one, the nearest last. */
  readonly past: readonly TunedPolicy[];
  readonly future: readonly TunedPolicy[];
  /** Where the policy was saved last, and what was saved there. */
  readonly saved?: { readonly file: string; readonly text: string };
}

/** What the user works on, with a way back from every change of the policy. */
export class Session extends Store<SessionState> {
  constructor(setup: Setup) {
    super({ setup, began: setup.policy, past: [], future: [] });
  }

  /** Whether the policy has changes that were not saved. */
  get unsaved(): boolean {
    const { setup, began, saved } = this.get();
    const { text } = setup.policy;
    if (text === saved?.text) return false;
    // What it began with is still in its file, unless that was written over.
    return text !== began.text || saved?.file === began.file;
  }

  /** Where the present policy is, or else where it came from. */
  get file(): string {
    const { setup, saved } = this.get();
    return saved?.text === setup.policy.text ? saved.file : setup.policy.file;
  }

  /** Takes a changed policy. */
  change(policy: TunedPolicy): void {
    const { setup, past } = this.get();
    if (policy.text === setup.policy.text) return;
    this.#take(policy, [...past, setup.policy], []);
  }

  undo(): void {
    const { setup, past, future } = this.get();
    const policy = past.at(-1);
    if (policy) this.#take(policy, past.slice(0, -1), [...future, setup.policy]);
  }

  redo(): void {
    const { setup, past, future } = this.get();
    const policy = future.at(-1);
    if (policy) this.#take(policy, [...past, setup.policy], future.slice(0, -1));
  }

  /** Begins anew with another policy. */
  open(policy: TunedPolicy): void {
    const { setup } = this.get();
    this.set({ setup: { ...setup, policy }, began: policy, past: [], future: [] });
  }

  /** Takes other traffic, or another seed. */
  choose(traffic: Partial<Pick<Setup, 'source' | 'options' | 'seed'>>): void {
    const state = this.get();
    this.set({ ...state, setup: { ...state.setup, ...traffic } });
  }

  /** Remembers that this text of a policy is in a file now. */
  savedIn(file: string, text: string): void {
    this.set({ ...this.get(), saved: { file, text } });
  }

  #take(policy: TunedPolicy, past: readonly TunedPolicy[], future: readonly TunedPolicy[]): void {
    const state = this.get();
    this.set({ ...state, setup: { ...state.setup, policy }, past, future });
  }
}

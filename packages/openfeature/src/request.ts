import { AsyncLocalStorage } from 'node:async_hooks';
import type { ModelSelection } from './selection.ts';

// The scope has to be opened by whoever handles the request: what a hook enters inside the client's
// asynchronous chain never reaches the caller, but what it writes into an open scope does.
const requests = new AsyncLocalStorage<Map<string, ModelSelection>>();

/** Runs `work` as one request: what its evaluations select is kept for `selectedModel`, across awaits. */
export function inRequest<T>(work: () => T): T {
  return requests.run(new Map(), work);
}

/** What the latest evaluation of this flag selected in this request; undefined before it and outside `inRequest`. */
export function selectedModel(flagKey: string): ModelSelection | undefined {
  return requests.getStore()?.get(flagKey);
}

/** Keeps a selection for the rest of the request, if one is open. */
export function keepForRequest(selection: ModelSelection): void {
  requests.getStore()?.set(selection.flag, selection);
}

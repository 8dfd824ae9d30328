export type { ComparedVariants, ModelDecision } from './decision.ts';
export { flagdInProcess, type FlagdFile, type FlagdSyncServer } from './flagd-in-process.ts';
export {
  ModelVersionHook,
  type ModelVersionHookOptions,
  type SelectionCount,
} from './model-version-hook.ts';
export type { Outcomes, OutcomeSink, RecordedOutcome, RefusedOutcome } from './outcomes.ts';
export { inRequest, selectedModel } from './request.ts';
export { selectModel, type DefaultModel, type SelectedModel } from './select-model.ts';
export type { ModelSelection } from './selection.ts';
export { stableTargetingKey } from './targeting-key.ts';

export { rollBackFile, type FileRollback, type FileRolledBack } from './by-hand/roll-back-file.ts';
export {
  checkFlagFolder,
  describeViolation,
  type FlagFolderCheck,
  type Violation,
} from './check/check-flag-folder.ts';
export { outsideFractional } from './comparison/outside-fractional.ts';
export { comparedVersions } from './comparison/versions.ts';
export { saveFile } from './files/save.ts';
export { systemReason } from './files/system-reason.ts';
export type { FlagDefinition, FlagDocument } from './flags/document.ts';
export { readFlagFiles } from './flags/read.ts';
export { applyOverlay, type Overlay } from './overlay/apply-overlay.ts';
export { setWeights, type Weights } from './overlay/set-weights.ts';
export { shares } from './overlay/shares.ts';
export type { RolledBack, Rollback } from './overlay/roll-back.ts';
export { FlagStore, type FlagStoreOptions } from './store/flag-store.ts';
export type { Served, ServedFlags } from './store/served.ts';
export { startSyncServer, type SyncServer } from './sync/server.ts';

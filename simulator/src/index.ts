export { prepareRun, type PreparedRun, type RunOptions } from './run/prepare.ts';
export { run } from './run/run.ts';
export type { RunEvent, RunPoint, RunSummary, RunView, ServiceView } from './run/view.ts';
export { closingLines } from './report/lines.ts';
export { reportRun } from './report/plain.ts';
export { scenarioNames } from './scenarios/library.ts';
export { Random } from './random/random.ts';
export { replayRecording, type ReplayOptions, type ReplayResult } from './replay/replay.ts';

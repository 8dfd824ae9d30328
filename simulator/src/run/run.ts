import { RunControls } from './controls.ts';
import { Conductor } from './conductor.ts';
import type { PreparedRun } from './prepare.ts';
import type { RunView } from './view.ts';

/** How many ticks a run goes on once only a person can bring the canary back, so that one sees what came of it. */
const ticksAfterwards = 12;

/**
 * Runs a rollout on real parts, a sync server in a process of its own and services with the real FlagdProvider and the
 * hook, or in pure virtual time, as the controls say before each tick; the trigger engine is the same. Yields what there is
 * to see after every tick; the caller sets the pace by asking for more. Leaving the generator early closes everything. The
 * last view has the summary.
 *
 * @throws LastgoodError when the flags cannot be served or do not fit the policy, or the port is in use
 */
export async function* run(
  prepared: PreparedRun,
  controls: RunControls = new RunControls(),
): AsyncGenerator<RunView, void> {
  const conductor = new Conductor(prepared);
  try {
    let afterwards = 0;
    for (let interval = 1; interval <= prepared.source.intervals; interval += 1) {
      await conductor.choose(controls.virtual);
      for (const what of controls.take()) await conductor.ask(what);
      await conductor.next();
      afterwards = conductor.isOver ? afterwards + 1 : 0;
      if (afterwards > ticksAfterwards) break;
      yield conductor.view();
    }
    yield conductor.lastView();
  } finally {
    await conductor.close();
  }
}

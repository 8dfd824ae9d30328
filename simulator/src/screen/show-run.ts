import type { RunView } from '../run/view.ts';
import type { Host } from './host.ts';
import { onInterrupt, type Interrupt } from './interrupts.ts';
import { loadScreen } from './load.ts';
import { policyLines } from './session/policy-lines.ts';
import { Workbench, type WorkbenchOptions } from './session/workbench.ts';

export interface ShowRunOptions extends Omit<WorkbenchOptions, 'tickInterval' | 'leave'> {
  /** The lines to print after the screen is left, of the last view: without a summary the run was stopped early. */
  readonly report: (view: RunView) => string[];
}

/** Between two frames while the run plays, in milliseconds. A screen reader needs the time to read. */
const tickInterval = { seen: 100, spoken: 3000 };

/**
 * Opens the app on the terminal, with a run in its Live view, until the user leaves, restores the terminal, and prints
 * the report. A signal does the same as leaving, and then ends the process.
 *
 * @param host standard input and output have to be terminals
 * @throws after the terminal is restored: what keeps the first run from beginning, and why the last run failed, if the
 *   user left before another was begun
 */
export async function showRun(options: ShowRunOptions, host: Host = process): Promise<void> {
  const spoken = host.env['INK_SCREEN_READER'] === 'true';
  const { mount } = await loadScreen(host.env);
  const workbench = new Workbench({
    ...options,
    tickInterval: spoken ? tickInterval.spoken : tickInterval.seen,
    leave: () => screen.unmount(),
  });
  const { player } = workbench.live;
  const screen = mount(workbench, host, { spoken });
  let interrupt: Interrupt | undefined;
  const listenNoMore = onInterrupt(host, (cause) => {
    // Who asks twice does not want to wait for anything.
    if (interrupt) host.exit(cause.exitCode);
    interrupt = cause;
    screen.unmount();
  });

  const playing = player.play();
  try {
    await Promise.race([screen.waitUntilExit(), playing]);
  } finally {
    screen.unmount();
    player.stop();
    workbench.close();
    await Promise.allSettled([screen.waitUntilExit(), playing]);
    if (!interrupt) listenNoMore();
  }
  await playing;

  const { failure } = workbench.live.get();
  const { view } = player.playback();
  const run = view ? options.report(view) : ['Stopped before the first tick.'];
  const lines = [...run, ...policyLines(workbench.session)];
  host.stdout.write(`${lines.join('\n')}\n`);
  if (interrupt) host.exit(interrupt.exitCode);
  if (failure) throw failure;
}

import { comparedVersions } from '@lastgood/controller';
import { LastgoodError, type Pair } from '@lastgood/triggers';

import { EventLog } from './events.ts';
import { FlagTarget } from './flag-target.ts';
import type { PreparedRun } from './prepare.ts';
import { Rollout } from './rollout.ts';
import { Services } from './services.ts';
import { summaryOf, viewOf } from './show.ts';
import { intoTicks } from './ticks.ts';
import type { RunView } from './view.ts';

/** How many ticks a run goes on once only a person can bring the canary back, so that one sees what came of it. */
const ticksAfterwards = 12;

/**
 * Runs a scenario through real parts: a sync server in a process of its own, services with the real FlagdProvider, the
 * hook, the trigger engine. Yields what there is to see after every tick; the caller sets the pace by asking for more.
 * Leaving the generator early closes everything. The last view has the summary.
 *
 * @throws LastgoodError when the flags cannot be served or do not fit the policy, or the port is in use
 */
export async function* run(prepared: PreparedRun): AsyncGenerator<RunView, void> {
  const { options, policy, traffic } = prepared;
  const events = new EventLog(traffic.from);
  const target = await FlagTarget.start({
    flags: options.flags,
    port: options.syncPort,
    onEvent: (text) => events.add('sync-server', text),
  });
  let services: Services | undefined;
  try {
    const versions = comparedVersions(target.server.served.document, policy);
    demandTraffic(prepared, versions);
    const rollout = new Rollout(prepared, versions, target, events);
    services = await Services.start(target.server.port, options.seed, {
      flag: policy.flag,
      versions,
      onOutcome: (recorded) => rollout.record(recorded),
    });
    const ticks = intoTicks(traffic.requests, policy.tick);
    let afterwards = 0;
    for (const tick of ticks) {
      await rollout.play(tick, services);
      if (rollout.state.phase === 'quarantined') afterwards += 1;
      if (afterwards > ticksAfterwards) break;
      yield viewOf(rollout, services);
    }
    yield { ...viewOf(rollout, services), summary: summaryOf(rollout, services) };
  } finally {
    await services?.close();
    await target.close();
  }
}

function demandTraffic({ options, traffic }: PreparedRun, versions: Pair<string>): void {
  const missing = [versions.baseline, versions.canary].find(
    (name) => !traffic.versions.includes(name),
  );
  if (missing === undefined) return;
  throw new LastgoodError(
    'scenario-without-version',
    `the scenario "${options.scenario}" has no traffic of "${missing}": it has ${traffic.versions.join(', ')}`,
  );
}

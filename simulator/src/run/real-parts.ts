import { setImmediate as nextTurn } from 'node:timers/promises';

import { comparedVersions, setWeights } from '@lastgood/controller';
import type { RecordedOutcome } from '@lastgood/openfeature';
import { isRollback, LastgoodError, OutcomeTicks, type Decision } from '@lastgood/triggers';

import { RequestIntervals } from '../traffic/request-intervals.ts';
import type { ModelRequest, Traffic } from '../traffic/request.ts';
import type { Interval } from '../traffic/source.ts';
import { FlagTarget } from './flag-target.ts';
import { overlayFor } from './overlay.ts';
import type { PreparedRun } from './prepare.ts';
import type { Rollout } from './rollout.ts';
import { Services, type Reception } from './services.ts';
import { Totals } from './totals.ts';
import { WorseRequests } from './worse-requests.ts';

/** So long nothing else is heard while requests are served, in milliseconds. */
const longestTurn = 20;

/**
 * The real parts of a run: the flag, served by a sync server, and services that ask it which version to use for each
 * request. They follow what the rollout decides.
 */
export class RealParts {
  readonly #rollout: Rollout;
  readonly #target: FlagTarget;
  readonly #requests: RequestIntervals;
  readonly #outcomes: OutcomeTicks;
  readonly #worse: WorseRequests;
  #services: Services | undefined;
  /** When the request that is being served came: its outcomes are recorded at that time. */
  #now: number;
  #receptions: readonly Reception[] = [];

  private constructor(rollout: Rollout, traffic: Traffic, target: FlagTarget) {
    const { policy, versions, source } = rollout.prepared;
    this.#rollout = rollout;
    this.#target = target;
    this.#requests = new RequestIntervals(traffic, source.from, policy.tick);
    this.#outcomes = new OutcomeTicks({
      tick: policy.tick,
      lateness: policy.lateness,
      guardrails: policy.guardrails,
      versions: [versions.baseline, versions.canary],
    });
    this.#worse = new WorseRequests(rollout.prepared, traffic);
    this.#now = source.from;
  }

  /**
   * Starts the sync server, with the flag as the rollout has it now, and the services.
   *
   * @throws LastgoodError when the flags cannot be served or do not fit the policy, the port is in use, or a service does
   *   not get the flags
   */
  static async start(rollout: Rollout, traffic: Traffic): Promise<RealParts> {
    const { options, policy, versions } = rollout.prepared;
    const target = await FlagTarget.start({
      flags: options.flags,
      port: options.syncPort,
      onEvent: (text) => rollout.events.add('sync-server', text),
    });
    const parts = new RealParts(rollout, traffic, target);
    try {
      demandFlag(rollout.prepared, target);
      await target.serve(overlayFor(policy, versions, rollout.state));
      parts.#services = await Services.start(target.server.port, options.seed, {
        flag: policy.flag,
        versions,
        onOutcome: (recorded) => parts.#record(recorded),
      });
      return parts;
    } catch (error) {
      const { ended, process, port } = target.server;
      await parts.close();
      const unconnected = error instanceof LastgoodError && error.code === 'service-unconnected';
      if (ended === undefined || !unconnected) throw error;
      throw new LastgoodError(
        error.code,
        `the sync server on 127.0.0.1:${port}, process ${process}, ended (${ended}) before the services had the flags: ` +
          'try again',
        { cause: error },
      );
    }
  }

  get target(): FlagTarget {
    return this.#target;
  }

  get services(): Services['all'] {
    return this.#services?.all ?? [];
  }

  /** How each service took the first rollback. */
  get receptions(): readonly Reception[] {
    return this.#receptions;
  }

  /** Takes an outcome of the request that is being served into the comparison, if it was assigned at random. */
  #record({ version, randomised, outcomes }: RecordedOutcome): void {
    if (randomised) this.#outcomes.add({ time: this.#now, version, values: outcomes });
  }

  /** Serves the requests of an interval, 1 for the first, after those that were served before. */
  async serve(interval: number): Promise<Interval> {
    const { policy, versions } = this.#rollout.prepared;
    const totals = new Totals(versions, policy.guardrails);
    let turned = performance.now();
    for (const usual of this.#requests.take(interval)) {
      // Keys are read between two requests, however many there are.
      if (performance.now() - turned > longestTurn) {
        await nextTurn();
        turned = performance.now();
      }
      const request = this.#worse.asServed(usual);
      const { time } = request;
      this.#now = time;
      const version = await this.#serve(request);
      totals.count(request, version);
      const values = request.rates?.[version];
      if (values) this.#outcomes.add({ time, version, values });
    }
    return { requests: totals.requests, ticks: this.wait(interval), excessBad: totals.excessBad };
  }

  async #serve(request: ModelRequest): Promise<string> {
    if (!this.#services) throw new Error('a run without services');
    return this.#services.serve(request);
  }

  /** Without requests in this interval: what was still to come of earlier ones, such as late labels. */
  wait(interval: number): Interval['ticks'] {
    this.#outcomes.advance(this.#rollout.endOf(interval));
    return this.#outcomes.take();
  }

  /** There are no more requests, and nothing later is waited for. */
  end(): Interval['ticks'] {
    this.#outcomes.close();
    return this.#outcomes.take();
  }

  /** From the next request on the canary is worse than the policy tolerates. */
  inject(): void {
    this.#worse.begin();
  }

  /**
   * Brings the flag to what the rollout is now, and waits until every service has it.
   *
   * @param decisions that have just been made
   */
  async follow(decisions: readonly Decision[]): Promise<void> {
    const { prepared, state } = this.#rollout;
    const decided = performance.now();
    await this.#target.serve(overlayFor(prepared.policy, prepared.versions, state));
    await this.#target.keepUp();
    const { version } = this.#target.server.served;
    const receptions = (await this.#services?.whenReported(version, decided)) ?? [];
    if (decisions.some(isRollback)) this.#remember(receptions);
    this.#tellOf(receptions);
  }

  #remember(receptions: readonly Reception[]): void {
    const times = receptions.map(({ service, version, after }) =>
      after === undefined
        ? `${service} still ${version}`
        : `${service} ${version} after ${after.toFixed(1)} ms`,
    );
    this.#rollout.events.add('services', times.join(', '));
    if (this.#receptions.length === 0) this.#receptions = receptions;
  }

  #tellOf(receptions: readonly Reception[]): void {
    for (const { service, after, flagVersion } of receptions) {
      if (after !== undefined) continue;
      const { version } = this.#target.server.served;
      this.#rollout.events.add(
        'fault',
        `${service} has not reported flag version ${version}: it has ${flagVersion}`,
      );
    }
  }

  async close(): Promise<void> {
    await this.#services?.close();
    await this.#target.close();
  }
}

/** The flag must have the versions, and a place for their weights. */
function demandFlag({ policy, versions }: PreparedRun, target: FlagTarget): void {
  const { document } = target.server.served;
  comparedVersions(document, { ...policy, ...versions });
  const weights = { [versions.baseline]: 0.5, [versions.canary]: 0.5 };
  setWeights(document, { flag: policy.flag, weights });
}

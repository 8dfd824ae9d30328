import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

import type { ModelRequest } from '../traffic/request.ts';
import { SimulatedService, type FlagReport, type ServiceOptions } from './service.ts';

const names = ['web', 'mobile', 'batch'];

/** How long services may take to report a flag version before the run goes on and says that they have not, in ms. */
const patience = 10_000;

/** For so long the services are asked again and again, to measure how fast they are; then now and then. In ms. */
const prompt = 250;

/** How a service took a change of the flags. */
export interface Reception extends FlagReport {
  readonly service: string;
  /** Milliseconds from the change to the report; absent if the service did not report it in time. */
  readonly after?: number;
}

/** The services of a run. Requests go to each in turn. */
export class Services {
  readonly all: readonly SimulatedService[];
  readonly #seed: number;

  private constructor(all: readonly SimulatedService[], seed: number) {
    this.all = all;
    this.#seed = seed;
  }

  /**
   * Connects each service to the sync server.
   *
   * @param seed of the requests' ids, by which the flag's rule draws their version
   * @throws LastgoodError `service-unconnected` of the first that does not get the flags
   */
  static async start(port: number, seed: number, options: ServiceOptions): Promise<Services> {
    const starting = names.map((name) => SimulatedService.start(name, port, options));
    const results = await Promise.allSettled(starting);
    const started = results.flatMap((result) =>
      result.status === 'fulfilled' ? [result.value] : [],
    );
    const services = new Services(started, seed);
    const failed = results.find((result) => result.status === 'rejected');
    if (!failed) return services;
    await services.close();
    throw failed.reason;
  }

  /** Serves a request with the version that its service selects, which is returned. */
  async serve(request: ModelRequest): Promise<string> {
    const service = this.all[request.index % this.all.length];
    if (!service) throw new Error('a run without services');
    return service.serve(request, `${this.#seed}-${request.index}`);
  }

  /**
   * Waits until every service reports the flag version.
   *
   * @param since when the change was decided, as `performance.now()` gives it
   */
  async whenReported(flagVersion: number, since: number): Promise<Reception[]> {
    // Without a turn of the event loop nothing is heard: neither flags nor keys nor the end of a process.
    await nextTurn();
    return Promise.all(
      this.all.map(async (service) => {
        for (;;) {
          const report = await service.report(`${this.#seed}-0`);
          const after = performance.now() - since;
          if (report.flagVersion >= flagVersion) return { service: service.name, ...report, after };
          if (after > patience) return { service: service.name, ...report };
          await (after < prompt ? nextTurn() : sleep(5));
        }
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((service) => service.close()));
  }
}

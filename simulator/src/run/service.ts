import {
  flagdInProcess,
  ModelVersionHook,
  selectModel,
  type RecordedOutcome,
} from '@lastgood/openfeature';
import { LastgoodError, type Pair } from '@lastgood/triggers';
import { FlagdProvider } from '@openfeature/flagd-provider';
import { OpenFeature, type Client, type Provider } from '@openfeature/server-sdk';

import type { ModelRequest } from '../traffic/request.ts';

/** What a service's provider says of the flag at this moment. */
export interface FlagReport {
  readonly version: string;
  readonly flagVersion: number;
}

const host = '127.0.0.1';

/** How long a connection may take, in milliseconds. The provider's own half a second is too little on a busy machine. */
const deadlineMs = 5000;

let clients = 0;

/** A service as any team has it: an OpenFeature client with the real FlagdProvider, connected to the sync server. */
export class SimulatedService {
  readonly name: string;
  readonly #flag: string;
  readonly #versions: Pair<string>;
  readonly #provider: Provider;
  readonly #client: Client;
  /** Evaluates without the hook, to see which flags the provider has. */
  readonly #probe: Client;
  #lastVersion: string;
  #lastFlagVersion = 0;

  private constructor(name: string, domain: string, provider: Provider, options: ServiceOptions) {
    this.name = name;
    this.#provider = provider;
    this.#flag = options.flag;
    this.#versions = options.versions;
    this.#lastVersion = options.versions.baseline;
    const { canary, baseline } = options.versions;
    this.#client = OpenFeature.getClient(domain).addHooks(
      new ModelVersionHook({
        flags: { [options.flag]: [baseline, canary] },
        onOutcome: options.onOutcome,
      }),
    );
    this.#probe = OpenFeature.getClient(domain);
  }

  /**
   * Connects to the sync server and waits until the first flags are there.
   *
   * @throws LastgoodError `service-unconnected` with the name, the address, and what the provider says
   */
  static async start(
    name: string,
    port: number,
    options: ServiceOptions,
  ): Promise<SimulatedService> {
    clients += 1;
    const domain = `${name}-${clients}`;
    const server = flagdInProcess({ host, port });
    const provider = new FlagdProvider({ ...server, deadlineMs });
    try {
      await OpenFeature.setProviderAndWait(domain, provider);
    } catch (error) {
      // It would go on trying.
      await provider.onClose();
      throw new LastgoodError(
        'service-unconnected',
        `the service ${name} got no flags from the sync server on ${host}:${port} within ${deadlineMs / 1000} s ` +
          `(${detailOf(error)}): try again, or with --virtual, which needs neither`,
        { cause: error },
      );
    }
    return new SimulatedService(name, domain, provider, options);
  }

  /** The version that served the last request. */
  get version(): string {
    return this.#lastVersion;
  }

  /** The flag version that the provider reported last. */
  get flagVersion(): number {
    return this.#lastFlagVersion;
  }

  /** Serves one request with the version that the flag selects at this moment, and records how it went. */
  async serve(request: ModelRequest, targetingKey: string): Promise<string> {
    const { version, record } = await selectModel(
      this.#client,
      this.#flag,
      this.#versions.baseline,
      { targetingKey },
    );
    this.#lastVersion = version;
    const outcomes = request.outcomes[version];
    if (outcomes) record(outcomes);
    return version;
  }

  /** Asks the provider which flags it has. */
  async report(targetingKey: string): Promise<FlagReport> {
    const details = await this.#probe.getStringDetails(this.#flag, '', { targetingKey });
    this.#lastFlagVersion = Number(details.flagMetadata['version']);
    return { version: details.value, flagVersion: this.#lastFlagVersion };
  }

  async close(): Promise<void> {
    await this.#provider.onClose?.();
  }
}

/** What gRPC says, without the note that it ends with even where there is none. */
function detailOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\.? Resolution note: *$/, '');
}

export interface ServiceOptions {
  readonly flag: string;
  readonly versions: Pair<string>;
  readonly onOutcome: (recorded: RecordedOutcome) => void;
}

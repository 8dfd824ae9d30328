import type { Outcomes } from '@lastgood/openfeature';

import type { ShadowRequest } from '../recordings/line.ts';
import type { ModelRequest, Traffic } from './request.ts';

/** The requests of a shadow log, in which each version's outcomes stand, so that any split can be tried on them. */
export class ShadowRequests {
  readonly #requests: ModelRequest[] = [];
  readonly #versions = new Set<string>();

  /** Takes in the next line of the log. */
  add({ time, outcomes }: ShadowRequest): void {
    for (const version of Object.keys(outcomes)) this.#versions.add(version);
    this.#requests.push({
      index: this.#requests.length,
      time,
      // What the values are is checked where they are recorded, as with any service.
      outcomes: outcomes as Record<string, Outcomes>,
    });
  }

  /** All lines that were taken in, one at least. */
  traffic(): Traffic {
    const requests = this.#requests.toSorted((left, right) => left.time - right.time);
    return {
      versions: [...this.#versions],
      from: requests[0]?.time ?? NaN,
      to: requests.at(-1)?.time ?? NaN,
      requests,
    };
  }
}

/**
 * The same requests with other names of the versions.
 *
 * @param names by the name so far
 */
export function renamed(traffic: Traffic, names: Readonly<Record<string, string>>): Traffic {
  const nameOf = (version: string): string => names[version] ?? version;
  if (traffic.versions.every((version) => nameOf(version) === version)) return traffic;
  return {
    ...traffic,
    versions: traffic.versions.map(nameOf),
    requests: Array.from(traffic.requests, (request) => ({
      ...request,
      outcomes: Object.fromEntries(
        Object.entries(request.outcomes).map(([version, of]) => [nameOf(version), of]),
      ),
    })),
  };
}

import type { Outcomes } from '@lastgood/openfeature';
import { LastgoodError } from '@lastgood/triggers';

import type { ShadowRequest } from '../recordings/line.ts';
import { readRecording } from '../recordings/recording.ts';
import type { ModelRequest, Traffic } from './request.ts';

/**
 * The requests of a shadow log, in which each version's outcomes stand, so that any split can be tried on them.
 *
 * @throws LastgoodError when the file cannot be read or is no shadow log
 */
export async function shadowTraffic(file: string): Promise<Traffic> {
  const requests: ModelRequest[] = [];
  const versions = new Set<string>();
  await readRecording(file, {
    skipBadLines: false,
    visit: (line) => {
      if (line.kind !== 'shadow') return 'this is no line of a shadow log';
      for (const version of Object.keys(line.outcomes)) versions.add(version);
      requests.push({ index: requests.length, time: line.time, outcomes: outcomesOf(line) });
      return undefined;
    },
  });
  requests.sort((left, right) => left.time - right.time);
  const [first] = requests;
  const last = requests.at(-1);
  if (!first || !last) {
    throw new LastgoodError('recording-empty', `${file}: there is no request in this recording`);
  }
  return { versions: [...versions], from: first.time, to: last.time, requests };
}

/**
 * The same requests with other names of the versions.
 *
 * @param names by the name so far
 */
export function renamed(traffic: Traffic, names: Readonly<Record<string, string>>): Traffic {
  const nameOf = (version: string): string => names[version] ?? version;
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

function outcomesOf({ outcomes }: ShadowRequest): Record<string, Outcomes> {
  // What the values are is checked where they are recorded, as with any service.
  return outcomes as Record<string, Outcomes>;
}

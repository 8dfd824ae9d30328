import { badCount, type BadCount, type Pair, sampleOf, type Tick } from '@lastgood/triggers';

import { versions } from '../streams/stream.ts';

/** The failed requests of a tick, for the judges that are made here. */
export function errorsIn(tick: Tick): Pair<BadCount> {
  const arm = (version: string): BadCount => {
    const sample = sampleOf(tick, version, 'errors');
    if (!sample || !('hits' in sample && 'count' in sample)) throw new Error('no errors in a tick');
    return badCount(sample, 'higher');
  };
  return { canary: arm(versions.canary), baseline: arm(versions.baseline) };
}

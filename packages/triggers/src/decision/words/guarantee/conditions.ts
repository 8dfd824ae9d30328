import type { ModelPolicy } from '../../../policy/model.ts';
import type { Coverage } from './coverage.ts';

const drawn = {
  request:
    "each request is assigned anew: the flag's rule draws by the request's id, not by the user's",
  user: 'the groups stay as they were when they were calibrated: the same users, who differ as much as then',
};

/** What has to be so for the promises to hold. A limit looks at the canary alone, however that was drawn. */
export function conditionsOf({ randomise }: ModelPolicy, { compares, stated }: Coverage): string[] {
  if (stated.length === 0) return [];
  return [
    ...(compares ? [drawn[randomise]] : []),
    'the size of a tick is not influenced by its outcomes: first attempts are counted, not retries',
    `each tick counts once, and only when it is complete${compares ? ' for both versions' : ''}`,
  ];
}

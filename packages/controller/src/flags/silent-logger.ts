import type { Logger } from '@openfeature/core';

/** flagd's evaluator reports each violation of its schema; we report them ourselves, with file and path. */
export const silentLogger: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

import { FlagdCore } from '@openfeature/flagd-core';

import type { JsonObject } from '../../src/flags/json.ts';
import { silentLogger } from '../../src/flags/silent-logger.ts';

/** What flagd's own evaluator makes of a flag, with its generated code or with its interpreter. */
export type Evaluation = {
  variant: string | undefined;
  value: unknown;
  reason: string;
  errorCode: string | undefined;
};

export function evaluator(
  document: object,
  options: { interpreted?: boolean } = {},
): (flag: string, context: JsonObject) => Evaluation {
  const core = new FlagdCore(undefined, silentLogger, {
    disableDynamicCodeGeneration: options.interpreted ?? false,
  });
  core.setConfigurations(JSON.stringify(document));
  return (flag, context) => {
    const details = core.getFlag(flag)?.evaluate(context as never, silentLogger);
    if (!details) throw new Error(`no flag ${flag}`);
    return {
      variant: details.variant,
      value: details.value,
      reason: String(details.reason),
      errorCode: details.errorCode,
    };
  };
}

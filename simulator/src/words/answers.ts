import type { Answer } from '@lastgood/triggers';

/** Why a guardrail answers as it does, beginning with its name. */
export function answerInWords({ guardrail, reason }: Answer): string {
  return reason.startsWith(`${guardrail}: `) ? reason : `${guardrail}: ${reason}`;
}

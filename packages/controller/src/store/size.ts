import { LastgoodError } from '@lastgood/triggers';

/** gRPC clients take no message over 4 MB unless they are told to; a little of it is around the text. */
const largestText = 4 * 1024 * 1024 - 64;

/**
 * Refuses flags that flagd's clients would not take.
 *
 * @throws LastgoodError `flags-too-large`
 */
export function requireSendable(text: string, source: string): void {
  const size = Buffer.byteLength(text);
  if (size <= largestText) return;
  throw new LastgoodError(
    'flags-too-large',
    `${source}: the flags are ${size} bytes of JSON, and flagd's clients take no more than ${largestText}`,
  );
}

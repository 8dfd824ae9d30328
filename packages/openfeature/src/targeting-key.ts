import { createHash } from 'node:crypto';

const onlyAscii = /^\p{ASCII}*$/v;

/**
 * A targeting key that every flagd evaluator puts into the same bucket. They disagree about keys that are not ASCII,
 * so such a key is replaced by the hexadecimal SHA-256 of its UTF-8 bytes; any other stays as it is.
 * Every service that evaluates the flag must do the same. In Python:
 * `key if key.isascii() else hashlib.sha256(key.encode()).hexdigest()`.
 */
export function stableTargetingKey(key: string): string {
  return onlyAscii.test(key) ? key : createHash('sha256').update(key).digest('hex');
}

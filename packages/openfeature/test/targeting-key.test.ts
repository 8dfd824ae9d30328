import { expect, it } from 'vitest';
import { stableTargetingKey } from '../src/index.ts';

it.each(['', 'user-42', 'a b\t~\u007f'])('leaves the ASCII key %j as it is', (key) => {
  expect(stableTargetingKey(key)).toBe(key);
});

// As hashlib.sha256(key.encode()).hexdigest() gives them in Python.
it.each([
  ['Zoë', 'c6a12698582fc1104ea24107a2d7268145ff06ef859707729d01fd060897f067'],
  ['用户-42', 'e2d5e0669e81c991f259e3033ac76c1ffff515439f701befd6c43a75f22c1d5f'],
  ['user-😀', 'd845d529d9c7005d9605b4436b6dc9ab08fb372bf834ce66dbe98d98f1dd22c7'],
  ['\u0080', 'ea0add9a514e94de9abd0ba721eed15b15aa0b3a0f09ebee5e54a9dfae943153'],
])('replaces the key %j by the hash of its UTF-8 bytes', (key, hash) => {
  expect(stableTargetingKey(key)).toBe(hash);
});

import { InMemoryProvider } from '@openfeature/server-sdk';

/** Two model flags that draw a version by the last character of the targeting key, and flags of other kinds. */
export const flags = {
  'recommender-model': {
    variants: { v12: 'v12', v13: 'v13', 'v13-beta': 'v13' },
    defaultVariant: 'v12',
    disabled: false,
    contextEvaluator: ({ targetingKey = '' }) =>
      targetingKey === 'beta-tester' ? 'v13-beta' : targetingKey.endsWith('7') ? 'v13' : 'v12',
  },
  'ranker-model': {
    variants: { r1: { url: 'http://r1' }, r2: { url: 'http://r2' } },
    defaultVariant: 'r1',
    disabled: false,
    contextEvaluator: ({ targetingKey = '' }) => (/[5-9]$/.test(targetingKey) ? 'r2' : 'r1'),
  },
  'fixed-model': { variants: { v1: 'v1' }, defaultVariant: 'v1', disabled: false },
  'dark-mode': { variants: { on: true, off: false }, defaultVariant: 'off', disabled: false },
} satisfies ConstructorParameters<typeof InMemoryProvider>[0];

export function inMemory(): InMemoryProvider {
  return new InMemoryProvider(flags);
}

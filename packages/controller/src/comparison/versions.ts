import { LastgoodError, type ModelPolicy, type Pair } from '@lastgood/triggers';

import { getFlag, type FlagDocument } from '../flags/document.ts';

/**
 * Which two versions a policy compares in these flags: those that it names, else the flag's default variant as the
 * baseline and the only other variant that has a version of its own as the canary.
 *
 * @throws LastgoodError naming the flag, and the version that it does not have or that cannot be what the policy says
 */
export function comparedVersions(
  document: FlagDocument,
  policy: Pick<ModelPolicy, 'flag' | 'baseline' | 'canary'>,
): Pair<string> {
  const { variants, defaultVariant } = getFlag(document, policy.flag);
  const known = Object.keys(variants);
  const refuse = (code: string, detail: string): LastgoodError =>
    new LastgoodError(code, `the flag "${policy.flag}" ${detail}`);
  const defined = (role: string, version: string): string => {
    if (known.includes(version)) return version;
    throw refuse(
      'variant-unknown',
      `has no variant "${version}" for the ${role}: it has ${known.join(', ')}`,
    );
  };

  const fallback = policy.baseline ?? defaultVariant ?? undefined;
  if (fallback === undefined) {
    throw refuse('baseline-missing', 'has no defaultVariant: name the baseline');
  }
  const baseline = defined('baseline', fallback);
  const canary = defined('canary', policy.canary ?? onlyOther());
  if (canary === baseline) {
    throw refuse('canary-is-baseline', `cannot have "${canary}" as both baseline and canary`);
  }
  if (defaultVariant === canary) {
    throw refuse(
      'canary-is-default',
      `has the canary "${canary}" as its defaultVariant: that must be the baseline`,
    );
  }
  return { baseline, canary };

  function onlyOther(): string {
    const others = known.filter((name) => name !== fallback);
    const [other] = others;
    if (other !== undefined && others.length === 1) return other;
    throw refuse(
      'canary-ambiguous',
      `has ${others.length === 0 ? 'no' : 'several'} variants beside "${fallback}"${others.length === 0 ? '' : ` (${others.join(', ')})`}: name the canary`,
    );
  }
}

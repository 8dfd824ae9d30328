import { LastgoodError, parsePolicy, policyOf } from '@lastgood/triggers';

import type { Knob, Setting } from './knob.ts';
import { knobsOf } from './knobs/knobs.ts';
import { placeOf } from './knobs/place.ts';
import type { TunedPolicy } from './policy-text.ts';
import { editSetting } from './text/edit-setting.ts';

/**
 * Reads a policy file to be tuned.
 *
 * @param file what the errors call it
 * @param model which, where the file has several
 * @throws LastgoodError for a policy that cannot be read, or a model that it does not have
 */
export function openTuned(file: string, text: string, model?: string): TunedPolicy {
  const policy = policyOf(parsePolicy(text, file), model);
  return { file, text, policy, knobs: knobsOf(policy) };
}

/**
 * The policy with another setting of one of its knobs, which need not be on the knob's ladder.
 *
 * @param path of the knob
 * @throws LastgoodError `knob-unknown`; `policy-invalid` with the reason if the policy is impossible with it;
 *   `policy-not-editable` if the file is written so that a comment or another place would change with it
 */
export function withSetting(tuned: TunedPolicy, path: string, setting: Setting): TunedPolicy {
  return withSettings(tuned, [[path, setting]]);
}

/** The same with several at once, which need only be possible together. */
export function withSettings(
  { file, text, policy, knobs }: TunedPolicy,
  settings: readonly (readonly [path: string, setting: Setting])[],
): TunedPolicy {
  const edited = settings.reduce((done, [path, setting]) => {
    if (!knobs.some((knob) => knob.path === path)) throw unknown(path, policy.model, knobs);
    return editSetting(done, ['models', policy.model, ...placeOf(policy, path)], setting, file);
  }, text);
  return openTuned(file, edited, policy.model);
}

function unknown(path: string, model: string, knobs: readonly Knob[]): LastgoodError {
  const known = knobs.map((knob) => knob.path).join(', ');
  return new LastgoodError('knob-unknown', `${model} has no knob "${path}": there is ${known}`);
}

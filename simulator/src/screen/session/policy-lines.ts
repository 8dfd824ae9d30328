import { changeInWords, changesBetween } from '../../tuning/changes.ts';
import type { Session } from './session.ts';

/** What became of the policy, to be printed after the app was left: changes are never lost without a word. */
export function policyLines(session: Session): string[] {
  const { began, setup, saved } = session.get();
  const where = saved && [
    '',
    `Policy saved in ${saved.file}. Use it: npx lastgood simulate --policy ${saved.file}`,
  ];
  if (!session.unsaved) return where ?? [];
  const changes = changesBetween(began, setup.policy).map(changeInWords);
  const warning = [
    '',
    `Not saved: ${changes.length === 0 ? 'the policy as it began' : changes.join('; ')} (of ${began.file}).`,
  ];
  return [...(where ?? []), ...warning];
}

import { describe, expect, test, vi } from 'vitest';

import { policyLines } from '../../../src/screen/session/policy-lines.ts';
import { Session } from '../../../src/screen/session/session.ts';
import { withSetting } from '../../../src/tuning/open-tuned.ts';
import { fakeSetup } from '../fake-setup.ts';

const began = fakeSetup.policy;
const two = withSetting(began, 'risk.falseRollback', '2%');
const five = withSetting(began, 'risk.falseRollback', '5%');

function session(): { session: Session; risk: () => number } {
  const made = new Session(fakeSetup);
  return { session: made, risk: () => made.get().setup.policy.policy.risk.falseRollback };
}

describe('Session', () => {
  test('every change can be taken back, and made again', () => {
    const { session: made, risk } = session();
    made.change(two);
    made.change(five);
    made.undo();
    expect(risk()).toBe(0.02);
    made.undo();
    made.undo();
    expect(risk()).toBe(0.01);
    made.redo();
    made.redo();
    made.redo();
    expect(risk()).toBe(0.05);
  });

  test('the policy is in the file in which it was saved, until it is another', () => {
    const { session: made } = session();
    made.change(two);
    expect(made.file).toBe(began.file);
    made.savedIn('tuned.yaml', two.text);
    expect(made.file).toBe('tuned.yaml');
    made.change(five);
    expect(made.file).toBe(began.file);
    made.undo();
    expect(made.file).toBe('tuned.yaml');
  });

  test('another change after an undo has no other future', () => {
    const { session: made, risk } = session();
    made.change(two);
    made.undo();
    made.change(five);
    made.redo();
    expect(risk()).toBe(0.05);
    made.undo();
    expect(risk()).toBe(0.01);
  });

  test('what changes nothing is no change', () => {
    const { session: made } = session();
    const heard = vi.fn<() => void>();
    made.subscribe(heard);
    made.change({ ...began });
    made.undo();
    made.redo();
    expect(heard).not.toHaveBeenCalled();
  });

  test('knows what was not saved', () => {
    const { session: made } = session();
    expect(made.unsaved).toBe(false);
    made.change(two);
    expect(made.unsaved).toBe(true);
    made.savedIn('two.yaml', two.text);
    expect(made.unsaved).toBe(false);
    made.undo();
    expect(made.unsaved).toBe(false);
    made.change(five);
    expect(made.unsaved).toBe(true);
    // Over the file that it began with: what it began with is nowhere any more.
    made.savedIn(began.file, five.text);
    expect(made.unsaved).toBe(false);
    made.undo();
    expect(made.unsaved).toBe(true);
  });

  test('another policy begins anew, other traffic leaves the policy', () => {
    const { session: made, risk } = session();
    made.change(two);
    made.choose({ seed: 9, source: { kind: 'scenario', scenario: 'healthy' } });
    expect(made.get().setup).toMatchObject({ seed: 9, source: { scenario: 'healthy' } });
    expect(risk()).toBe(0.02);
    made.open(five);
    expect(made.unsaved).toBe(false);
    made.undo();
    expect(risk()).toBe(0.05);
  });
});

describe('what is told of the policy at the end', () => {
  test('nothing, if nothing was changed', () => {
    expect(policyLines(session().session)).toEqual([]);
  });

  test('where it was saved, and how to use it', () => {
    const { session: made } = session();
    made.change(two);
    made.savedIn('two.yaml', two.text);
    expect(policyLines(made).join('\n')).toBe(
      '\nPolicy saved in two.yaml. Use it: npx lastgood simulate --policy two.yaml',
    );
  });

  test('what was not saved', () => {
    const { session: made } = session();
    made.change(two);
    expect(policyLines(made).join('\n')).toBe(
      '\nNot saved: risk.falseRollback: 1% -> 2% (of errors.lastgood.yaml).',
    );
  });
});

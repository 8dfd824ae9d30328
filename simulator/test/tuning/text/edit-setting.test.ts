import { LastgoodError } from '@lastgood/triggers';
import { describe, expect, it, test } from 'vitest';

import type { Setting } from '../../../src/tuning/knob.ts';
import { editSetting } from '../../../src/tuning/text/edit-setting.ts';

function edit(text: string, path: string, setting: Setting, model = 'a'): string {
  return editSetting(text, ['models', model, ...path.split('.')], setting, 'policy.yaml');
}

function refusal(text: string, path: string, setting: Setting, model = 'a'): string {
  try {
    return `not refused: ${edit(text, path, setting, model)}`;
  } catch (error) {
    if (!(error instanceof LastgoodError)) throw error;
    expect(error.code).toBe('policy-not-editable');
    return error.message;
  }
}

const file = `# ours
models:
    a:   # the first one
        flag: f
        guardrails: { errors: {type: proportion, worse: higher} }   # all of them

        risk: { falseRollback: "1%", badPromotion: .05 }   # agreed in May
        rollout:
            steps:
              - 1%     # a toe
              - 5%
              - 100%   # all in
            # dwell: 30m
    b: { flag: g }
`;

describe('a value that is there', () => {
  test.each<[string, string, Setting, string, string]>([
    ['keeps its double quotes', 'risk.falseRollback', '2%', '"1%"', '"2%"'],
    ['is written plainly where it was', 'risk.badPromotion', '10%', '.05', '10%'],
    ['may be a number', 'risk.badPromotion', 0.1, '.05', '0.1'],
    ['may be an item', 'rollout.steps', ['1%', '10%', '100%'], '- 5%', '- 10%'],
  ])('%s', (_, path, setting, before, after) => {
    expect(edit(file, path, setting)).toBe(file.replace(before, after));
  });

  it('keeps single quotes, an anchor that nobody uses, and line ends of Windows', () => {
    const text = "models:\r\n  a:\r\n    risk: { falseRollback: &r '1%' } # it\r\n";
    expect(edit(text, 'risk.falseRollback', '2%')).toBe(text.replace('1%', '2%'));
  });

  it('stays as it is written if it says the same already', () => {
    expect(edit(file, 'risk.badPromotion', 0.05)).toBe(file);
  });
});

describe('steps', () => {
  it('are added behind the last, in lines of their own', () => {
    expect(edit(file, 'rollout.steps', ['1%', '5%', '25%', '100%'])).toBe(
      file.replace('100%   # all in', '25%   # all in\n              - 100%'),
    );
  });

  it('go with their line, but for its comment', () => {
    expect(edit(file, 'rollout.steps', ['1%', '100%'])).toBe(
      file.replace('- 5%', '- 100%').replace('- 100%   # all in', '# all in'),
    );
    const bare = 'models:\n  a:\n    rollout:\n      steps:\n      - 1%\n      - 100%';
    expect(edit(bare, 'rollout.steps', ['100%'])).toBe(
      'models:\n  a:\n    rollout:\n      steps:\n      - 100%\n',
    );
  });

  test.each([
    ['[1%, 5%, 100%]', ['5%', '100%'], '[5%, 100%]'],
    ['[ 1%, 100% ]', ['1%', '5%', '100%'], '[ 1%, 5%, 100% ]'],
    ['["1%", "100%"]', ['1%', '5%', '100%'], '["1%", "5%", "100%"]'],
    ['[0.01, 1]', ['0.005', '1'], '[0.005, 1]'],
  ])('between brackets: %s becomes %j', (before, steps, after) => {
    const text = `models:\n  a:\n    rollout: { steps: ${before}, dwell: 1h }\n`;
    expect(edit(text, 'rollout.steps', steps)).toBe(text.replace(before, after));
  });

  it('are not taken out with a comment between them', () => {
    const text = 'models:\n  a:\n    rollout:\n      steps: [1%, # first\n        5%, 100%]\n';
    expect(edit(text, 'rollout.steps', ['2%', '5%', '100%'])).toContain('[2%, # first');
    expect(refusal(text, 'rollout.steps', ['100%'])).toBe(
      'policy.yaml: rollout.steps: a comment stands within the present setting and would be lost: set it by hand',
    );
  });
});

describe('what is not there yet', () => {
  it('stands in the order of a policy, behind what belongs before it', () => {
    expect(edit(file, 'hysteresis.cooldown.first', '1h')).toBe(
      file.replace(
        '# agreed in May\n',
        '# agreed in May\n        hysteresis: { cooldown: { first: 1h } }\n',
      ),
    );
  });

  it('stands beside its neighbours, in a block or between braces', () => {
    expect(edit(file, 'rollout.dwell', '1h')).toBe(
      file.replace('# all in\n', '# all in\n            dwell: 1h\n'),
    );
    expect(edit(file, 'guardrails.errors.tolerance.relative', '5%')).toBe(
      file.replace('worse: higher}', 'worse: higher, tolerance: { relative: 5% }}'),
    );
    expect(edit(file, 'risk.falseRollback', '5%', 'b')).toBe(
      file.replace('{ flag: g }', '{ flag: g, risk: { falseRollback: 5% } }'),
    );
  });

  test.each([
    ['no line end at the end', 'models:\n  a:\n    flag: f', '\n    risk: { falseRollback: 2% }'],
    ['nothing between the braces', 'models: { a: {} }', undefined],
    [
      'a text of several lines before',
      'models:\n  a:\n    flag: |\n      f\n',
      '    risk: { falseRollback: 2% }\n',
    ],
  ])('%s', (_, text, added) => {
    expect(edit(text, 'risk.falseRollback', '2%')).toBe(
      added === undefined ? 'models: { a: { risk: { falseRollback: 2% } } }' : text + added,
    );
  });
});

describe('JSON', () => {
  const json = JSON.stringify(
    { models: { a: { flag: 'f', risk: { falseRollback: 0.01 } } } },
    null,
    2,
  );

  it('stays JSON', () => {
    expect(JSON.parse(edit(json, 'risk.falseRollback', '2%'))).toEqual({
      models: { a: { flag: 'f', risk: { falseRollback: '2%' } } },
    });
    expect(edit(json, 'rollout.steps', ['5%', '100%'])).toBe(
      json.replace('0.01\n      }', '0.01\n      },\n      "rollout": { "steps": ["5%", "100%"] }'),
    );
  });
});

describe('what is shared', () => {
  const shared = `models:
  a: &a
    flag: f
    risk: &risk { falseRollback: 1%, badPromotion: &bad 5% }
    hysteresis: { hold: 0.5 }
  b:
    <<: *a
    flag: g
  c: { flag: h, risk: *risk, rollout: { dwell: 1h } }
  d: { flag: i, risk: { falseRollback: *bad } }
`;

  it('is merged with what differs where it was taken over as a whole', () => {
    expect(edit(shared, 'risk.falseRollback', '2%', 'c')).toBe(
      shared.replace('*risk,', '{ <<: *risk, falseRollback: 2% },'),
    );
    expect(edit(shared, 'risk.falseRollback', '2%', 'd')).toBe(
      shared.replace('falseRollback: *bad', 'falseRollback: 2%'),
    );
  });

  it('is written out where it came with a merge', () => {
    expect(edit(shared, 'hysteresis.hold', 0.6, 'b')).toBe(
      shared.replace('flag: g\n', 'flag: g\n    hysteresis: { hold: 0.6 }\n'),
    );
    expect(edit(shared, 'risk.falseRollback', '2%', 'b')).toContain(
      'risk: { falseRollback: 2%, badPromotion: 5% }',
    );
  });

  it('is refused where another place would change with it', () => {
    expect(refusal(shared, 'hysteresis.hold', 0.6, 'a')).toBe(
      'policy.yaml: hysteresis.hold: models.b.hysteresis.hold shares it by an anchor and would change with it: write one of them out',
    );
    expect(refusal(shared, 'risk.badPromotion', '6%', 'a')).toContain('models.b.risk.badPromotion');
  });
});

test('what cannot be set as the file is written is refused, and not guessed', () => {
  const text = 'models:\n  a:\n    hysteresis: { minBadTicks: !!str 3 }\n';
  expect(refusal(text, 'hysteresis.minBadTicks', 2)).toBe(
    'policy.yaml: hysteresis.minBadTicks: cannot be set as the file is written: set it by hand',
  );
});

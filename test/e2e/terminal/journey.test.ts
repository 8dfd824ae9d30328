import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { App } from '../../processes/app.ts';
import { isTmuxInstalled } from '../../processes/tmux.ts';

describe.skipIf(!isTmuxInstalled() && process.env['CI'] !== 'true')('with keys alone', () => {
  test('one comes from the start to a tuned policy in a file, which check accepts', async ({
    onTestFinished,
  }) => {
    const app = new App({ columns: 120, rows: 40 });
    onTestFinished(() => app.close());
    const { terminal } = app;
    app.lastgood('simulate');
    await terminal.showing(/tick [1-9]/);
    terminal.press('2');
    await terminal.showing(/risk\.falseRollback +◂ 1% ▸/);
    terminal.press('Right');
    await terminal.showing(/◂ 2% ▸\*/);
    terminal.press('d');
    await terminal.showing(/risk\.falseRollback +1% -> 2%/);
    terminal.press('w');
    await terminal.showing(/save in accuracy\.tuned\.lastgood\.yaml/);
    terminal.press('Enter');
    await terminal.showing(/saved in accuracy\.tuned\.lastgood\.yaml/);
    // Over itself only after a question.
    terminal.press('w', 'Enter');
    await terminal.showing(/y replace it/);
    terminal.press('y');
    await terminal.showing(/saved in accuracy\.tuned\.lastgood\.yaml/);
    terminal.press('q');
    await terminal.showing(/Policy saved in accuracy\.tuned\.lastgood\.yaml\.[^]*prompt>\s*$/);

    const saved = readFileSync(join(app.folder, 'accuracy.tuned.lastgood.yaml'), 'utf8');
    expect(saved).toContain('risk: { falseRollback: 2% }');
    expect(saved).toContain('# after one rollback only a person brings it back');
    terminal.run('clear');
    app.lastgood('check --policy accuracy.tuned.lastgood.yaml && echo accepted');
    const said = await terminal.showing(/^accepted$/m);
    expect(said.replaceAll('\n', '')).toContain('with a probability of at most 2 %');
  });
});

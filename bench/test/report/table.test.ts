import { expect, test } from 'vitest';

import { drawn } from '../../report/table.ts';

test('a table is Markdown with columns of one width', () => {
  const table = drawn({ title: 'T', head: ['a', 'long'], lines: [['value', '1']] });
  expect(table).toBe('T\n\n| a     | long |\n| ----- | ---- |\n| value | 1    |');
});

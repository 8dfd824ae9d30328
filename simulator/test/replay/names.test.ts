import { expect, test } from 'vitest';

import { Names } from '../../src/replay/names.ts';

function listed(...all: string[]): string {
  const names = new Names();
  for (const name of all) names.add(name);
  return names.list();
}

test('names are told once each, in quotes and cut short where they could not be read otherwise', () => {
  expect(listed('v12', 'v 13', 'v12', '__proto__', '版本')).toBe('v12, v 13, __proto__, 版本');
  expect(listed('', 'v\n13', 'v\u001B[31m')).toBe('"", "v\\n13", "v\\u001b[31m"');
  expect(listed('v'.repeat(60), 'w'.repeat(5000))).toBe(`${'v'.repeat(60)}, "${'w'.repeat(59)}...`);
});

test('of many names the first are told', () => {
  const all = Array.from({ length: 500 }, (_, place) => `v${place}`);
  expect(listed(...all)).toBe(`${all.slice(0, 20).join(', ')} and more`);
});

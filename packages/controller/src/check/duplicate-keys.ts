import { visit } from 'jsonc-parser';

import type { Fault } from '../flags/faults.ts';
import { pointer } from '../flags/json.ts';

/** Names that an object of a JSON text has more than once: all but the last one count for nothing. */
export function duplicateKeys(text: string): Fault[] {
  const objects: Set<string>[] = [];
  const faults: Fault[] = [];
  visit(text, {
    onObjectBegin: () => void objects.push(new Set()),
    onObjectEnd: () => void objects.pop(),
    onObjectProperty(name, _offset, _length, _line, _column, pathSupplier) {
      const names = objects.at(-1);
      if (names?.has(name)) {
        const path = pointer([...pathSupplier(), name]);
        faults.push({ path, message: 'is there more than once, and only the last one counts' });
      }
      names?.add(name);
    },
  });
  return faults;
}

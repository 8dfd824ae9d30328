import { isAlias, isMap, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';

import { newLine, type Edit } from './edit.ts';
import type { EditedFile } from './edited-file.ts';
import { endOf, nodeOf, startOf, type Positioned } from './nodes.ts';
import { plainAt, withPlain, type Plain } from './plain.ts';
import { sequenceEdits } from './sequence-edits.ts';
import { likewise } from './writer.ts';

/** What has to be replaced or added so that the setting stands at its place. */
export function settingEdits(file: EditedFile, place: readonly string[], setting: Plain): Edit[] {
  let map = nodeOf(file.document.contents);
  for (const [depth, key] of place.entries()) {
    if (!isMap(map)) return [];
    const whole = plainAt(file.document.toJS(), place.slice(0, depth + 1));
    const below = withPlain(whole, place.slice(depth + 1), setting);
    const pair = pairAt(map, key);
    // What a merge brings in is shared with others: it is written out here, which goes before it.
    if (!pair) return [insertion(file, map, key, below)];
    const value = nodeOf(pair.value);
    if (isAlias(value))
      return [inPlaceOfAlias(file, value, place.slice(depth + 1), whole, setting)];
    if (depth === place.length - 1) return valueEdits(file, value, setting);
    map = value;
  }
  return [];
}

function pairAt(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function valueEdits(file: EditedFile, node: Positioned | null, setting: Plain): Edit[] {
  if (isSeq(node) && typeof setting === 'object') return sequenceEdits(file, node, setting);
  if (!node) return [];
  return [{ from: startOf(node), to: endOf(node), content: likewise(file.write, node, setting) }];
}

/** The others go on sharing what the alias stands for; here it is merged with what differs. */
function inPlaceOfAlias(
  { write, text }: EditedFile,
  alias: Positioned,
  [key, ...rest]: readonly string[],
  whole: unknown,
  setting: Plain,
): Edit {
  const [from, to] = [startOf(alias), endOf(alias)];
  if (key === undefined) return { from, to, content: write.value(setting) };
  const own = write.entry(key, withPlain(plainAt(whole, [key]), rest, setting));
  return { from, to, content: `{ <<: ${text.slice(from, to)}, ${own} }` };
}

/** What stands behind all else of a model, in the order in which a policy is best read. */
const order = ['guardrails', 'risk', 'hysteresis', 'rollout', 'silence'];

/** A new entry stands behind those that belong before it. */
function insertion({ text, write }: EditedFile, map: YAMLMap, key: string, value: unknown): Edit {
  const entry = write.entry(key, value);
  const before = map.items.findLast(
    (pair) => isScalar(pair.key) && order.indexOf(String(pair.key.value)) < order.indexOf(key),
  );
  const neighbour = before ?? map.items.at(-1);
  const neighbourKey = nodeOf(neighbour?.key);
  if (!neighbour || !neighbourKey) {
    const inside = startOf(map) + 1;
    return { from: inside, to: inside, content: ` ${entry} ` };
  }
  const end = endOf(nodeOf(neighbour.value) ?? neighbourKey);
  const line = text.slice(text.lastIndexOf('\n', startOf(neighbourKey)) + 1, startOf(neighbourKey));
  const ownLine = /^\s*$/.test(line);
  if (map.flow === true) {
    const content = ownLine ? `,${write.newline}${line}${entry}` : `, ${entry}`;
    return { from: end, to: end, content };
  }
  return newLine(text, end, `${line}${entry}`, write.newline);
}

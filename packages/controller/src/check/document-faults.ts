import { ErrorCode } from '@openfeature/core';
import { FlagdCore } from '@openfeature/flagd-core';

import type { FlagDefinition, FlagDocument } from '../flags/document.ts';
import { fatalFaults, type Fault } from '../flags/faults.ts';
import { isObject, pointer, type Json, type JsonObject } from '../flags/json.ts';
import { silentLogger } from '../flags/silent-logger.ts';
import { expand, referenceName } from '../overlay/evaluators.ts';
import { meaningFaults, weightFaults } from './rule-meaning.ts';
import { ruleFaults } from './rule-faults.ts';
import { complaintsAbout, mostTelling } from './strict.ts';

const soundFlag = { state: 'ENABLED', variants: { any: 'any' } };

/** Every violation in a flag document: of flagd's schemas in strict mode, and those that the schemas do not see. */
export function documentFaults(document: FlagDocument): Fault[] {
  const { flags, $evaluators, metadata, ...rest } = document;
  return [
    ...first({ ...rest, flags: {} }),
    ...metadataFaults(metadata, [], (metadata) => ({ flags: {}, metadata })),
    ...evaluatorFaults($evaluators),
    ...Object.entries(flags).flatMap(([flag, definition]) =>
      flagFaults(document, flag, definition),
    ),
  ];
}

function flagFaults(document: FlagDocument, flag: string, definition: FlagDefinition): Fault[] {
  const fatal = fatalFaults({ flags: { [flag]: definition } });
  if (!isObject(definition) || !isObject(definition.variants)) return fatal;
  const { variants, metadata, targeting, defaultVariant, ...rest } = definition;
  const path = ['flags', flag];
  const evaluators = isObject(document.$evaluators) ? document.$evaluators : {};
  const whole = { ...definition, ...(targeting && { targeting: expand(targeting, evaluators) }) };
  const complaint = first({ flags: { [flag]: whole } });
  const meaning = meaningFaults(document, flag);
  // Most flags are sound, and this is many times faster than the search for each single fault.
  const unresolved = JSON.stringify(whole).includes('"$ref"');
  if (complaint.length === 0 && meaning.length === 0 && !unresolved) return uncompiled(flag, whole);
  const faults = [
    ...first({ flags: { [flag]: soundFlag } }),
    ...fatal,
    ...variantFaults(flag, variants),
    ...first({ flags: { [flag]: { ...rest, ...soundFlag } } }),
    ...(defaultVariant ? [] : first({ flags: { [flag]: { ...soundFlag, defaultVariant } } })),
    ...metadataFaults(metadata, path, (metadata) => ({
      flags: { [flag]: { ...soundFlag, metadata } },
    })),
    ...targetingFaults(targeting, [...path, 'targeting'], evaluators),
    ...meaning,
  ];
  if (faults.length > 0) return faults;
  return complaint.length > 0 ? complaint : uncompiled(flag, whole);
}

function targetingFaults(
  targeting: Json | undefined,
  path: readonly string[],
  evaluators: JsonObject,
): Fault[] {
  if (targeting === undefined) return [];
  if (!isObject(targeting)) return [{ path: pointer(path), message: 'must be an object' }];
  return ruleFaults(targeting, path, evaluators);
}

/** The most telling complaint about a document that has at most one fault. */
function first(document: object): Fault[] {
  const complaint = mostTelling(complaintsAbout(document));
  return complaint ? [{ path: complaint.path, message: complaint.message }] : [];
}

function variantFaults(flag: string, variants: JsonObject): Fault[] {
  const [fault] = first({ flags: { [flag]: { ...soundFlag, variants } } });
  if (!fault) return [];
  const path = pointer(['flags', flag, 'variants']);
  if (!fault.path.startsWith(`${path}/`)) return [fault];
  const kinds = Object.entries(variants).map(([name, value]) => `${name} is ${kindOf(value)}`);
  const message = `must be all strings, all numbers, all booleans or all objects: ${kinds.join(', ')}`;
  return [{ path, message }];
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value)
    ? 'a list'
    : `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
}

function metadataFaults(
  metadata: JsonObject | undefined,
  path: readonly string[],
  documentWith: (metadata: Json) => object,
): Fault[] {
  if (metadata === undefined) return [];
  if (!isObject(metadata))
    return [{ path: pointer([...path, 'metadata']), message: 'must be an object' }];
  return Object.entries(metadata).flatMap(([key, value]) => first(documentWith({ [key]: value })));
}

function evaluatorFaults(evaluators: JsonObject | undefined): Fault[] {
  if (evaluators === undefined) return [];
  if (!isObject(evaluators)) return [{ path: '/$evaluators', message: 'must be an object' }];
  const names = Object.keys(evaluators);
  return Object.entries(evaluators).flatMap(([name, body], index) => {
    const path = ['$evaluators', name];
    if (!isObject(body)) return [{ path: pointer(path), message: 'must be an object' }];
    const early = names.slice(0, index).filter((other) => refersTo(body, other));
    return [
      ...ruleFaults(body, path, evaluators),
      ...weightFaults(body, path),
      ...early.map((other) => ({
        path: pointer(path),
        message: `refers to "${other}", which has to be defined after it: flagd replaces references in that order`,
      })),
    ];
  });
}

function refersTo(expression: Json, name: string): boolean {
  if (referenceName(expression) === name) return true;
  if (typeof expression !== 'object' || expression === null) return false;
  return Object.values(expression).some((part) => refersTo(part, name));
}

/** Rules that fit the schema and that flagd's JavaScript evaluator cannot compile all the same. */
function uncompiled(flag: string, definition: FlagDefinition): Fault[] {
  const core = new FlagdCore(undefined, silentLogger);
  core.setConfigurations(JSON.stringify({ flags: { [flag]: definition } }));
  const code = core.getFlag(flag)?.evaluate({}, silentLogger).errorCode;
  if (code !== ErrorCode.PARSE_ERROR) return [];
  const path = pointer(['flags', flag, 'targeting']);
  return [{ path, message: "flagd's JavaScript evaluator cannot compile this rule" }];
}

import { MemoryStorage } from '@openfeature/flagd-core';

import type { Fault } from '../flags/faults.ts';
import { silentLogger } from '../flags/silent-logger.ts';

/** One complaint of flagd's own schemas, as its compiled validator words it. */
export type Complaint = Fault & { readonly keyword: string };

/**
 * What flagd's strict mode has against a document. Its validator stops at the first violation, and says of every
 * alternative that the schemas allow why it does not fit: ask about small documents, and choose.
 */
export function complaintsAbout(document: object): Complaint[] {
  try {
    new MemoryStorage(silentLogger).setConfigurations(JSON.stringify(document), true);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return parseComplaints(message) ?? [{ path: '', message, keyword: '' }];
  }
}

/** The form in which flagd's validator (Ajv) tells a violation. */
type AjvError = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message: string;
  readonly params: { readonly allowedValues?: string[]; readonly additionalProperty?: string };
};

/** The validator's list stands as JSON at the end of flagd's message. */
function parseComplaints(message: string): Complaint[] | undefined {
  const start = message.indexOf('[');
  if (start === -1) return undefined;
  try {
    const errors = JSON.parse(message.slice(start)) as AjvError[];
    return errors.map((error) => ({
      path: error.instancePath,
      message: wording(error),
      keyword: error.keyword,
    }));
  } catch {
    return undefined;
  }
}

function wording({ message, params }: AjvError): string {
  const { allowedValues, additionalProperty } = params;
  if (allowedValues) return `must be one of ${allowedValues.join(', ')}`;
  return additionalProperty === undefined ? message : `must not have "${additionalProperty}"`;
}

/** The complaint that says most: the deepest one, and rather about a value than about the choice between alternatives. */
export function mostTelling(complaints: readonly Complaint[]): Complaint | undefined {
  const depth = ({ path }: Complaint): number => path.split('/').length;
  const choice = ({ keyword, message }: Complaint): number => {
    if (keyword === 'anyOf' || keyword === 'oneOf') return 2;
    return keyword === 'additionalProperties' || message === 'must be object' ? 1 : 0;
  };
  return complaints.toSorted(
    (one, other) => depth(other) - depth(one) || choice(one) - choice(other),
  )[0];
}

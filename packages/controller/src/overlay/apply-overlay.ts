import { LastgoodError } from '@lastgood/triggers';

import { getFlag, withFlag, type FlagDefinition, type FlagDocument } from '../flags/document.ts';
import { rollBack, type RolledBack, type Rollback } from './roll-back.ts';
import { setWeights, type Weights } from './set-weights.ts';
import { sameVersion } from './variant-names.ts';
import { whereYielded } from './where-yielded.ts';

/** What Lastgood changed in the people's flag files. */
export type Overlay = {
  /** The versions that are out of service, in the order in which they went. */
  readonly rollbacks: readonly Rollback[];
  /** How the traffic of canaries that are in service is split; at most one for each flag. */
  readonly weights?: readonly Weights[];
};

/**
 * *Served flags = flag files + overlay*: the document whose traffic is split by the weights, and in which no context gets
 * any of the rolled-back versions. The files go their own way: a flag, a version or a target that they no longer define is told in a note.
 *
 * @throws LastgoodError `flag-invalid` if a flag that is rolled back defines no variants
 */
export function applyOverlay(document: FlagDocument, overlay: Overlay): RolledBack {
  let applied: RolledBack = { document, notes: [] };
  for (const weights of overlay.weights ?? []) {
    applied = applyWeights(applied, weights);
  }
  for (const rollback of overlay.rollbacks) {
    const next = applyRollback(applied.document, rollback, overlay);
    applied = { document: next.document, notes: [...applied.notes, ...next.notes] };
  }
  return applied;
}

/** Weights that the files have no place for any more leave the flag as it is: a rollback must go on all the same. */
function applyWeights({ document, notes }: RolledBack, weights: Weights): RolledBack {
  try {
    return { document: setWeights(document, weights), notes };
  } catch (error) {
    if (!(error instanceof LastgoodError)) throw error;
    return { document, notes: [...notes, error.message] };
  }
}

function applyRollback(document: FlagDocument, rollback: Rollback, overlay: Overlay): RolledBack {
  const { flag, from, to } = rollback;
  if (!Object.hasOwn(document.flags, flag)) {
    return { document, notes: [`there is no flag "${flag}" any more: nothing to roll back`] };
  }
  const definition = getFlag(document, flag);
  if (!Object.hasOwn(definition.variants, from)) {
    const note = `the flag "${flag}" has no variant "${from}" any more: nothing to roll back`;
    return { document, notes: [note] };
  }
  const rollbacks = overlay.rollbacks.filter((other) => other.flag === flag);
  const target =
    inService(definition, to, rollbacks) ??
    inService(definition, definition.defaultVariant, rollbacks);
  if (target === undefined) return withoutVersions(document, rollback);
  const { document: after, notes } = rollBack(document, { flag, from, to: target });
  if (target === to) return { document: after, notes };
  const note = `"${to}" of the flag "${flag}" is not in service: "${from}" is replaced by "${target}"`;
  return { document: after, notes: [note, ...notes] };
}

/** The variant, or what it was itself rolled back to; undefined if that is defined no more, or leads in a circle. */
function inService(
  definition: FlagDefinition,
  variant: string | null | undefined,
  rollbacks: readonly Rollback[],
): string | undefined {
  let current = variant ?? undefined;
  for (let followed = 0; followed <= rollbacks.length; followed += 1) {
    if (current === undefined || !Object.hasOwn(definition.variants, current)) return undefined;
    const names = sameVersion(definition, current);
    const rolledBack = rollbacks.findLast(({ from }) => names.has(from));
    if (!rolledBack) return current;
    current = rolledBack.to;
  }
  return undefined;
}

/** With no version left to serve, the flag leaves the choice to the default in the services' code. */
function withoutVersions(document: FlagDocument, { flag, from, to }: Rollback): RolledBack {
  if (whereYielded(document, flag, from).length === 0) return { document, notes: [] };
  const { targeting: _, ...definition } = getFlag(document, flag);
  return {
    document: withFlag(document, flag, { ...definition, defaultVariant: null }),
    notes: [
      `neither "${to}" nor the default variant of the flag "${flag}" can replace "${from}": ` +
        'its rule was removed, and services get the default in their code',
    ],
  };
}

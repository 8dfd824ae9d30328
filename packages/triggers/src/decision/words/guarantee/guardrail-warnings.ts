import { binTolerance } from '../../../evidence/tolerated-bins.ts';
import type { Guardrail, HistogramGuardrail, Limit } from '../../../policy/model.ts';
import { partInWords, valueInWords } from '../numbers.ts';
import { where } from './sentences.ts';

/** Where the promise does not reach a guardrail, or is weaker than it looks. */
export function guardrailWarnings(guardrail: Guardrail): string[] {
  return [
    ...literalRules(guardrail),
    ...asymptotic(guardrail),
    ...(guardrail.type === 'histogram' ? onEdges(guardrail) : []),
    ...where(
      toleratesNoNoise(guardrail),
      'noise inside one version only, such as one bad machine, counts as its fault; ' +
        'a relative tolerance of 10 % or more absorbs the small ones',
    ),
  ].map((warning) => `${guardrail.name}: ${warning}`);
}

function literalRules(guardrail: Guardrail): string[] {
  return limitsOf(guardrail)
    .filter(({ sustained }) => sustained !== undefined)
    .map(
      ({ bound, sustained }) =>
        `the limit ${bound} with "${sustained && 'of' in sustained ? 'of' : 'for'}" is the literal rule; ` +
        'it has no stated risk, and what it rolls back by mistake comes on top',
    );
}

function asymptotic(guardrail: Guardrail): string[] {
  return where(
    guardrail.type === 'mean' && !guardrail.range && guardrail.tolerance !== undefined,
    'without a range the risk is asymptotic, approached as values accumulate',
  );
}

/** Only whole bins can be tolerated, and a limit is judged on an edge. */
function onEdges({ edges, worse, unit, tolerance, limits = [] }: HistogramGuardrail): string[] {
  const written = tolerance?.relative ?? 0;
  const real = tolerance ? binTolerance(edges, worse, written).relative : 0;
  const bounds = limits.map(({ bound }) => valueInWords(bound, unit)).join(', ');
  return [
    ...where(
      real > 1.001 * written,
      `on these edges a tolerance of ${partInWords(written)} is up to ${partInWords(real)}, ` +
        'since only whole bins can be tolerated',
    ),
    ...where(
      limits.length > 0,
      `ticks that come already summed need ${bounds} among their edges: otherwise the next ${worse} edge is judged, ` +
        'which is more lenient, and where there is none they are refused',
    ),
  ];
}

export function limitsOf(guardrail: Guardrail): readonly Limit[] {
  if ('limits' in guardrail) return guardrail.limits;
  return 'limit' in guardrail ? [guardrail.limit] : [];
}

function toleratesNoNoise({ tolerance }: Guardrail): boolean {
  if (!tolerance || 'shift' in tolerance) return false;
  const absolute = 'absolute' in tolerance ? tolerance.absolute : 0;
  return tolerance.relative < 0.1 && absolute === 0;
}

import type { Guardrail, ModelPolicy } from '../../../policy/model.ts';
import { isRare } from '../../../evidence/proportion.ts';
import { durationInWords, partInWords, pointsInWords } from '../numbers.ts';
import { calibrates } from '../../risk.ts';
import type { Coverage } from './coverage.ts';
import { guardrailWarnings, limitsOf } from './guardrail-warnings.ts';
import { harmInWords } from './harm.ts';
import { where } from './sentences.ts';

export function warningsOf(policy: ModelPolicy, coverage: Coverage): string[] {
  return [
    ...(policy.randomise === 'user' ? stickyUsers(coverage) : []),
    ...policy.guardrails.flatMap(guardrailWarnings),
    ...promotion(policy),
    ...shortDwell(policy),
    ...watch(policy),
  ];
}

function stickyUsers({ compares, stated, unstated }: Coverage): string[] {
  return [
    ...where(
      stated.length > 0 && unstated.length > 0,
      `${unstated.join(', ')}: means, histograms and categories cannot be calibrated; they have no stated risk, ` +
        'and what they roll back by mistake comes on top',
    ),
    ...where(
      compares,
      'with the same users in the canary a bad promotion has no stated risk: they may be easier to please',
    ),
    'randomise: user: the sample ratio is not checked, since users are drawn and requests are counted',
  ];
}

/** What a promotion does not show, and who decides on it. */
function promotion({ guardrails, rollout }: ModelPolicy): string[] {
  const last = rollout.steps.at(-1) ?? 0;
  const untested = guardrails.flatMap(untestedIn);
  const impossible = last < 1 ? [] : guardrails.flatMap(impossibleIn);
  return [
    ...impossible,
    ...where(
      untested.length > 0,
      `${untested.join(', ')}: no test before a promotion; that they did not trip, and were below release for the ` +
        'whole dwell, is no guarantee',
    ),
    ...where(
      last < 1,
      `the steps end at ${partInWords(last)}: the canary stays there until a person promotes it`,
    ),
  ];
}

/** Nothing can be shown to be better than what no version can come to. */
function impossibleIn(guardrail: Guardrail): string[] {
  if (guardrail.type !== 'proportion') return [];
  const { name, expected, worse, tolerance, harm } = guardrail;
  if (expected === undefined || !tolerance) return [];
  const { relative, absolute } = tolerance;
  const bad = worse === 'higher' ? expected : 1 - expected;
  // Where they are rare, harm is a part of what is tolerated, and far from all of them.
  if (absolute === 0 && isRare(bad)) return [];
  const acceptable = absolute + (1 + relative) * bad;
  return where(
    acceptable + harm.absolute >= 1,
    `${name}: no promotion comes by itself: where ${partInWords(bad)} are bad as expected, ${partInWords(acceptable)} are ` +
      `tolerated, and a harm of ${pointsInWords(harm.absolute)} more is 100 % or above, which no version can be told from`,
  );
}

function untestedIn(guardrail: Guardrail): string[] {
  const { name, tolerance } = guardrail;
  return [
    ...where(tolerance !== undefined && harmInWords(guardrail) === undefined, name),
    ...where(limitsOf(guardrail).length > 0, `the limit of ${name}`),
  ];
}

/** A step should not be over before the ticks in it that a trip takes are complete. */
function shortDwell({ guardrails, hysteresis, rollout, ...policy }: ModelPolicy): string[] {
  const { minBadTicks } = hysteresis;
  const latest = Math.max(...guardrails.map(({ lateness = policy.lateness }) => lateness));
  const late = latest > 0 ? `, complete ${durationInWords(latest)} later` : '';
  return where(
    rollout.dwell < minBadTicks * policy.tick + latest,
    `a dwell of ${durationInWords(rollout.dwell)} is short: a trip from rest takes ${minBadTicks} ` +
      `${minBadTicks === 1 ? 'tick' : 'ticks'} of ${durationInWords(policy.tick)}${late}, ` +
      'and the canary may get more of the traffic before that',
  );
}

function watch(policy: ModelPolicy): string[] {
  const { guardrails, rollout } = policy;
  const limited = guardrails.filter((guardrail) => limitsOf(guardrail).length > 0);
  const names = limited.map(({ name }) => name).join(', ');
  const limits = limited.length > 0 ? `only limits keep watch` : 'nothing keeps watch';
  const which = limited.length > 0 ? names : 'there is no limit';
  if (calibrates(policy)) {
    return [
      `after a promotion other users than were calibrated are in both groups, and ${limits}: ${which}`,
    ];
  }
  return where(rollout.holdback === 0, `without a holdback ${limits} after a promotion: ${which}`);
}

import type { Guardrail, ModelPolicy } from '../../../policy/model.ts';
import { checksOf } from '../../checks.ts';

/** Which evidence has a stated risk. */
export interface Coverage {
  /** Whether there is a comparison with the baseline at all. */
  readonly compares: boolean;
  /** Comparisons by the name of their guardrail, and limits; none of them where no risk is promised. */
  readonly stated: readonly string[];
  /** Comparisons that go on without a stated risk. */
  readonly unstated: readonly string[];
  /** Why no risk is promised of what is compared. */
  readonly withheld?: string;
}

/** Simulated users, whose error rates come from a gamma distribution (shape .5) and their activity from a lognormal one. */
const stickyUsers =
  "no risk is promised: the flag's rule draws by the user, so the same people stay with the canary, and people differ. " +
  'With users who differ, a healthy version was rolled back within a day with a probability of 33.5 % (2,000 users) ' +
  'and 11.5 % (20,000) where 1 % was stated, and of 14 % and 3.5 % with a tolerance of 10 %. ' +
  'With calibrate, proportions and rates have a stated risk';

const notCalibrated =
  "no risk is promised: the flag's rule draws by the user, and means, histograms and categories cannot be calibrated";

export function coverageOf({ guardrails, randomise, calibrate }: ModelPolicy): Coverage {
  const compared = guardrails.filter(({ tolerance }) => tolerance !== undefined);
  const compares = compared.length > 0;
  const isStated = ({ type }: Guardrail): boolean =>
    randomise === 'request' || (calibrate > 0 && (type === 'proportion' || type === 'rate'));
  const unstated = compared.filter((guardrail) => !isStated(guardrail)).map(({ name }) => name);
  if (randomise === 'user' && compares && calibrate === 0) {
    return { compares, stated: [], unstated, withheld: stickyUsers };
  }
  const stated = [
    ...compared.filter(isStated).map(({ name }) => name),
    ...guardrails.filter(hasTestedLimit).map(({ name }) => `the limit of ${name}`),
  ];
  return {
    compares,
    stated,
    unstated,
    ...(unstated.length > 0 && stated.length === 0 && { withheld: notCalibrated }),
  };
}

function hasTestedLimit(guardrail: Guardrail): boolean {
  return checksOf(guardrail).some(({ kind }) => kind === 'limit');
}

import type {
  Guardrail,
  Hysteresis,
  ModelPolicy,
  ProportionGuardrail,
} from '../../src/policy/model.ts';

export const errors: ProportionGuardrail = {
  name: 'errors',
  type: 'proportion',
  worse: 'higher',
  tolerance: { relative: 0, absolute: 0 },
  harm: { relative: 0.5, absolute: 0.05 },
};

interface Choice {
  readonly guardrails?: readonly Guardrail[];
  readonly falseRollback?: number;
  readonly hysteresis?: Partial<Hysteresis>;
  /** All else. */
  readonly rest?: Partial<ModelPolicy>;
}

/** A policy whose every part is as a test says, or else plain: one attempt, and no cap on the evidence of a block. */
export function policyWith({
  guardrails = [errors],
  falseRollback = 0.01,
  hysteresis,
  rest,
}: Choice = {}): ModelPolicy {
  return {
    model: 'recommender',
    flag: 'recommender-model',
    tick: 10_000,
    lateness: 0,
    guardrails,
    randomise: 'request',
    calibrate: 0,
    risk: { falseRollback, badPromotion: 0.05 },
    hysteresis: {
      minBadTicks: 1,
      hold: 0.5,
      release: 0.25,
      cooldown: { first: 60_000, factor: 4 },
      attempts: 1,
      ...hysteresis,
    },
    rollout: { steps: [0.05], dwell: 1_800_000, holdback: 0.01 },
    silence: { after: 600_000, then: 'hold' },
    ...rest,
  };
}

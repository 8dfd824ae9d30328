import { engine } from '../judges/engine.ts';
import type { Judge } from '../judges/judge.ts';
import { errorsOnly, policy } from '../judges/policy.ts';
import { peer, sequentialTests, textbookRules, threshold } from '../judges/rules.ts';
import { mixtureTest, oracle } from '../judges/sequential.ts';
import { errorsGuardrail } from '../nulls/null.ts';
import { percent } from '../report/words.ts';
import type { Conditions } from '../streams/proportions.ts';

/** Two versions, and who looks at them. */
export interface Cell {
  readonly name: string;
  readonly conditions: Conditions;
  readonly judges: readonly Judge[];
  readonly intervals: number;
}

export const risks = [0.05, 0.01] as const;

/** The risk at which the engine is measured with the defaults of its hysteresis as well. */
export const defaultRisk = 0.01;

/** So many canary requests does a rule get, and anybody with a canary that is as good as the baseline. */
export const patience = 200_000;
const faultyPatience = 2_000_000;

/** A judge at a risk of false rollbacks. */
export const at = (judge: string, risk: number): string => `${judge} at ${risk}`;

const splits = [
  [20, 380],
  [20, 20],
] as const;
const rare = [0.01, 0.012, 0.015, 0.02, 0.05];
const common = [0.15, 0.165, 0.18, 0.2];

export function isHealthy({ canaryRate, baselineRate }: Conditions): boolean {
  return canaryRate === baselineRate;
}

/** The judges that are told a risk. */
function atRisk(conditions: Conditions, risk: number, ticks: number): Judge[] {
  const guardrail = errorsGuardrail();
  const { canaryRate, baselineRate } = conditions;
  const rates = { canary: canaryRate, baseline: baselineRate };
  const rules = [...sequentialTests(guardrail, risk), mixtureTest(baselineRate, risk)];
  return [
    engine('engine', policy({ guardrails: errorsOnly, risk })),
    ...(isHealthy(conditions) ? [] : [oracle(rates, risk)]),
    ...rules.map((rule) => ({ ...rule, patience: ticks })),
  ].map((judge) => ({ ...judge, name: at(judge.name, risk) }));
}

/** The rules that have no risk to be told. */
function withoutRisk({ baselineRate }: Conditions, ticks: number): Judge[] {
  const guardrail = errorsGuardrail();
  return [
    ...textbookRules(guardrail),
    threshold(guardrail, 2 * baselineRate),
    ...['argo', 'flagger', 'kayenta'].map((name) => peer(name, guardrail)),
  ].map((rule) => ({ ...rule, patience: ticks }));
}

function cell(conditions: Conditions): Cell {
  const { canary, baseline, canaryRate, baselineRate } = conditions;
  const ticks = patience / canary;
  const defaults = policy({ guardrails: errorsOnly, risk: defaultRisk, hysteresis: {} });
  return {
    name: `${canary}/${baseline}, ${percent(baselineRate)} → ${percent(canaryRate)}`,
    conditions,
    judges: [
      ...risks.flatMap((risk) => atRisk(conditions, risk, ticks)),
      engine('defaults', defaults),
      ...withoutRisk(conditions, ticks),
    ],
    intervals: isHealthy(conditions) ? ticks : faultyPatience / canary,
  };
}

export const cells: readonly Cell[] = [rare, common].flatMap((rates) =>
  splits.flatMap(([canary, baseline]) =>
    rates.map((canaryRate) =>
      cell({ canary, baseline, canaryRate, baselineRate: rates[0] ?? canaryRate }),
    ),
  ),
);

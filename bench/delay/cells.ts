import { engine } from '../judges/engine.ts';
import type { Judge } from '../judges/judge.ts';
import { mixtureTests } from '../judges/mixture-test.ts';
import { oracle } from '../judges/oracle.ts';
import { errorsGuardrail, errorsOnly, policy } from '../judges/policy.ts';
import { peer, sequentialTests, textbookRules, threshold } from '../judges/rules.ts';
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

/** So many canary requests does a rule get to find a fault, and everybody to find none in a healthy canary. */
export const patience = 100_000;
/** The engine goes on until it has found the fault. */
const enginePatience = 2_000_000;

/** A judge at a risk of false rollbacks. */
export const at = (judge: string, risk: number): string => `${judge} at ${risk}`;

/** Whether somebody could use it in the engine's place. */
export function isRule(judge: string): boolean {
  return !['engine', 'defaults', 'oracle'].some((name) => judge.startsWith(name));
}

const splits = [
  { canary: 20, baseline: 380 },
  { canary: 20, baseline: 20 },
];

export function isHealthy({ canaryRate, baselineRate }: Conditions): boolean {
  return canaryRate === baselineRate;
}

function named(judges: readonly Judge[], risk: number): Judge[] {
  return judges.map((judge) => ({ ...judge, name: at(judge.name, risk) }));
}

/** The engine, and who knows the fault beforehand. */
function enginesAt(conditions: Conditions, risk: number): Judge[] {
  const { canaryRate, baselineRate } = conditions;
  const rates = { canary: canaryRate, baseline: baselineRate };
  const ours = engine('engine', policy({ guardrails: errorsOnly, risk }));
  return named(isHealthy(conditions) ? [ours] : [ours, oracle(rates, risk)], risk);
}

/** The sequential tests, which are told a risk. */
function rulesAtRisk({ baselineRate }: Conditions, risk: number): Judge[] {
  const tests = sequentialTests(risk);
  return named([...tests, ...mixtureTests(baselineRate, risk)], risk);
}

/** The rules that have no risk to be told. */
function otherRules({ baselineRate }: Conditions): Judge[] {
  const guardrail = errorsGuardrail();
  return [
    ...textbookRules(),
    threshold(2 * baselineRate),
    ...['argo', 'flagger', 'kayenta'].map((name) => peer(name, guardrail)),
  ];
}

function cell(conditions: Conditions, withRules: boolean): Cell {
  const { canary, baseline, canaryRate, baselineRate } = conditions;
  const defaults = policy({ guardrails: errorsOnly, risk: defaultRisk, hysteresis: {} });
  const rules = [
    ...risks.flatMap((risk) => rulesAtRisk(conditions, risk)),
    ...otherRules(conditions),
  ];
  return {
    name: `${canary}/${baseline}, ${percent(baselineRate)} → ${percent(canaryRate)}`,
    conditions,
    judges: [
      ...risks.flatMap((risk) => enginesAt(conditions, risk)),
      engine('defaults', defaults),
      ...(withRules ? rules.map((rule) => ({ ...rule, patience: patience / canary })) : []),
    ],
    intervals: (isHealthy(conditions) ? patience : enginePatience) / canary,
  };
}

/** The rules of peers are measured where bad outcomes are rare. */
export const cells: readonly Cell[] = [
  { baselineRate: 0.01, canaryRates: [0.01, 0.012, 0.015, 0.02, 0.05], withRules: true },
  { baselineRate: 0.15, canaryRates: [0.165, 0.18, 0.2], withRules: false },
].flatMap(({ baselineRate, canaryRates, withRules }) =>
  splits.flatMap((split) =>
    canaryRates.map((canaryRate) => cell({ ...split, canaryRate, baselineRate }, withRules)),
  ),
);

export { LastgoodError } from './errors.ts';

export { sampleOf, type Pair, type Tick, type VersionSamples } from './ticks/tick.ts';
export type { ProportionSample } from './ticks/samples/proportion.ts';
export {
  addSamples,
  isObserved,
  isOf,
  noSample,
  outcomesIn,
  type Sample,
  type SampleType,
} from './ticks/samples/sample.ts';
export { requestsIn } from './ticks/requests.ts';
export { badCount, type BadCount, type Worse } from './ticks/bad.ts';

export { policyOf, parsePolicy } from './policy/parse.ts';
export { policyJsonSchema } from './policy/json-schema.ts';
export { readYaml } from './policy/read-yaml.ts';
export { mapping, name, named, within } from './policy/shapes.ts';
export { duration, fraction } from './policy/units.ts';
export type {
  CategoriesGuardrail,
  Guardrail,
  HistogramGuardrail,
  Hysteresis,
  Limit,
  MeanGuardrail,
  ModelPolicy,
  ProportionGuardrail,
  QuantileLimit,
  RateGuardrail,
} from './policy/model.ts';

export type {
  BeginDecision,
  Decision,
  EvidenceDecision,
  LimitDecision,
  PersonDecision,
  Rollback,
  RolloutDecision,
  SampleRatioDecision,
  SilenceDecision,
} from './decision/decisions.ts';
export { isRollback } from './decision/decisions.ts';
export type { DecisionState, HoldCause, Step } from './decision/state.ts';
export type { Clock, Command, Input } from './decision/input.ts';
export { initialDecision } from './decision/initial.ts';
export { evidenceLines, type Lines } from './decision/lines.ts';
export type { Transition } from './decision/context.ts';
export { transition } from './decision/transition.ts';
export type { TrialEvidence } from './decision/trial-evidence.ts';
export { type Answer, answersOf } from './decision/answers.ts';
export { isServing } from './decision/phases/parts.ts';
export { guardrailEvidence } from './decision/guardrail-evidence.ts';
export { standingInWords } from './decision/reason.ts';
export { totalOf } from './decision/guardrail-state.ts';
export { countsAsTick } from './decision/plan.ts';
export { weightOf } from './decision/weight.ts';

export { Labels } from './ingestion/labels.ts';
export type { Refusal } from './ingestion/refusal.ts';
export type { Outcome, OutcomeTicksOptions, OutcomeTicksState } from './ingestion/outcome.ts';
export { OutcomeTicks } from './ingestion/outcome-ticks.ts';
export {
  JoinedTicks,
  type JoinedTicksOptions,
  type JoinedTicksState,
  type RecordedTick,
} from './ingestion/joined-ticks.ts';
export {
  CounterTicks,
  type CounterInterval,
  type CounterReading,
  type CounterTicksOptions,
  type CounterTicksState,
} from './ingestion/counter-ticks.ts';

export type { Rule, RuleDecision, RuleStep, RuleTick } from './rules/rule.ts';
export type { Condition } from './rules/condition.ts';
export { argoRollouts, type ArgoRolloutsOptions } from './rules/argo-rollouts.ts';
export { cusum, type CusumOptions } from './rules/cusum.ts';
export { flagger, type FlaggerOptions } from './rules/flagger.ts';
export { growthBook, type GrowthBookOptions } from './rules/growthbook.ts';
export { kayenta, type KayentaOptions } from './rules/kayenta.ts';
export { statsig, type StatsigOptions } from './rules/statsig.ts';
export { sustainedThreshold, type SustainedThresholdOptions } from './rules/sustained-threshold.ts';
export { zTest, type ZTestOptions } from './rules/z-test.ts';
export { histogramQuantile } from './rules/arithmetic/histogram-quantile.ts';
export { peerNamed, peers, type Peer, type StartedPeer } from './rules/against.ts';
export { normalQuantile, upperTail } from './rules/arithmetic/normal.ts';
export type { RunningRule, RunningRuleStep } from './rules/running.ts';

export type { CategoriesSample } from './ticks/samples/categories.ts';
export { addCategories, readCategories } from './ticks/samples/categories.ts';
export { binOf, logarithmicEdges } from './ticks/samples/edges.ts';
export { addHistograms, type HistogramSample, readHistogram } from './ticks/samples/histogram.ts';
export { addMeans, type MeanSample, type Range, readMean } from './ticks/samples/mean.ts';
export { addRates, type RateSample, readRate } from './ticks/samples/rate.ts';

export { boundedMean, type BoundedMeanOptions } from './evidence/bounded-mean.ts';
export { categories, type CategoriesOptions, type CategoriesState } from './evidence/categories.ts';
export { jensenShannon, populationStability, totalVariation } from './evidence/drift-measures.ts';
export { histogram, type HistogramOptions, type HistogramState } from './evidence/histogram.ts';
export type { LimitOptions, LimitState } from './evidence/limit-grid.ts';
export type { MeanState, MeanTolerance } from './evidence/mean-comparison.ts';
export { meanLimit, type MeanLimitOptions, type MeanLimitState } from './evidence/mean-limit.ts';
export { isRare } from './evidence/proportion.ts';
export { proportionLimit } from './evidence/proportion-limit.ts';
export {
  edgeOfLimit,
  quantileLimit,
  type QuantileLimitOptions,
} from './evidence/quantile-limit.ts';
export { rateLimit } from './evidence/rate-limit.ts';
export { lowerRate, upperRate } from './evidence/rate-bounds.ts';
export { rate, type RateOptions, type RateState } from './evidence/rate.ts';
export {
  initialSampleRatio,
  sampleRatioPrior,
  stepSampleRatio,
  type SampleRatioSample,
  type SampleRatioState,
} from './evidence/sample-ratio.ts';
export { toleratedFactor } from './evidence/tolerance.ts';
export {
  binTolerance,
  type BinTolerance,
  toleratedBins,
  towardsWorse,
} from './evidence/tolerated-bins.ts';
export { unboundedMean, type UnboundedMeanOptions } from './evidence/unbounded-mean.ts';

export { coverageOf, type Coverage } from './decision/words/guarantee/coverage.ts';
export { guaranteeOf, type Guarantee } from './decision/words/guarantee/guarantee.ts';

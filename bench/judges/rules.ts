import {
  cusum,
  growthBook,
  type Guardrail,
  peerNamed,
  type Rule,
  type RuleTick,
  statsig,
  sustainedThreshold,
  type Tick,
  zTest,
} from '@lastgood/triggers';

import { versions } from '../streams/stream.ts';
import { errorsIn } from './counts.ts';
import { type Judge, nothing, type Verdict } from './judge.ts';

/** A rule on errors, whatever its options and its state are. */
function onErrors<Options, State>(rule: Rule<Options, State>, options: Options): Judge {
  return {
    name: rule.name,
    start() {
      let state = rule.initial(options);
      return (tick) => {
        const step = rule.step(options, state, ruleTick(tick));
        ({ state } = step);
        return verdictOf(step);
      };
    },
  };
}

function ruleTick(tick: Tick): RuleTick {
  const { canary, baseline } = errorsIn(tick);
  // An error is worth 1, and its square as well.
  return {
    from: tick.from,
    to: tick.to,
    canary: { count: canary.count, sum: canary.bad, sumOfSquares: canary.bad },
    baseline: { count: baseline.count, sum: baseline.bad, sumOfSquares: baseline.bad },
  };
}

function verdictOf({ decision }: { readonly decision?: { readonly action: string } }): Verdict {
  return decision ? { actions: [decision.action] } : nothing;
}

/** The rule of a peer with its own defaults, by the name that `replay --against` has for it. */
export function peer(name: string, guardrail: Guardrail): Judge {
  return {
    name,
    start() {
      const started = peerNamed(name).start(guardrail, versions);
      if ('unjudged' in started) throw new Error(`${name} ${started.unjudged}`);
      let [rule] = started.rules;
      return (tick) => {
        if (!rule) return nothing;
        const step = rule.step(tick);
        ({ rule } = step);
        return verdictOf(step);
      };
    },
  };
}

/** GrowthBook's and Statsig's sequential tests at the risk of a false alarm that they are given. */
export function sequentialTests(alpha: number): Judge[] {
  const options = { worse: 'higher', alpha } as const;
  return [onErrors(growthBook, options), onErrors(statsig, options)];
}

/** The textbook's rules, with its defaults: a test at every look, and Page's cumulative sum. */
export function textbookRules(): Judge[] {
  return [onErrors(zTest, { worse: 'higher' }), onErrors(cusum, { worse: 'higher' })];
}

/** Above a fixed share in every tick of three minutes: what alerts are made of. */
export function threshold(limit: number): Judge {
  const options = { worse: 'higher', limit, for: 180_000 } as const;
  return { ...onErrors(sustainedThreshold, options), name: 'threshold' };
}

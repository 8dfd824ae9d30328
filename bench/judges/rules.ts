import {
  cusum,
  growthBook,
  type Guardrail,
  peerRules,
  type RunningRule,
  ruleTick,
  startRule,
  statsig,
  sustainedThreshold,
  type Tick,
  zTest,
} from '@lastgood/triggers';

import { versions } from '../streams/stream.ts';
import { type Judge, nothing } from './judge.ts';

/** A rule that looks at one guardrail, a proportion or a mean. */
function rule(name: string, guardrail: Guardrail, begin: () => RunningRule): Judge {
  return {
    name,
    start() {
      let running = begin();
      return (tick) => {
        if (!tells(tick, guardrail.name)) return nothing;
        const step = running.step(ruleTick(guardrail, versions, tick));
        running = step.rule;
        return step.decision ? { actions: [step.decision.action] } : nothing;
      };
    },
  };
}

/** Of guardrails that become known at different times, a rule sees the ticks of its own. */
function tells(tick: Tick, metric: string): boolean {
  return Object.values(tick.versions).some((samples) => Object.hasOwn(samples, metric));
}

/** The rule of a peer with its own defaults, by the name that `replay --against` has for it. */
export function peer(name: string, guardrail: Guardrail): Judge {
  return rule(name, guardrail, () => {
    const [running] = peerRules([name], guardrail);
    if (!running) throw new Error(`there is no rule ${name}`);
    return running;
  });
}

function worseOf(guardrail: Guardrail): 'higher' | 'lower' {
  return 'worse' in guardrail ? guardrail.worse : 'higher';
}

/** GrowthBook's and Statsig's sequential tests at the risk of a false alarm that they are given. */
export function sequentialTests(guardrail: Guardrail, alpha: number): Judge[] {
  const options = { worse: worseOf(guardrail), alpha };
  return [
    rule('growthbook', guardrail, () => startRule(growthBook, options)),
    rule('statsig', guardrail, () => startRule(statsig, options)),
  ];
}

/** The textbook's rules, with its defaults: a test at every look, and Page's cumulative sum. */
export function textbookRules(guardrail: Guardrail): Judge[] {
  const worse = worseOf(guardrail);
  return [
    rule('z-test', guardrail, () => startRule(zTest, { worse })),
    rule('cusum', guardrail, () => startRule(cusum, { worse })),
  ];
}

/** Beyond a fixed value in every tick of three minutes: what alerts are made of. */
export function threshold(guardrail: Guardrail, limit: number): Judge {
  const options = { worse: worseOf(guardrail), limit, for: 180_000 };
  return rule('threshold', guardrail, () => startRule(sustainedThreshold, options));
}

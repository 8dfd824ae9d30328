import { max, mean } from 'simple-statistics';

import { closedLoop } from '../judges/closed-loop.ts';
import { engine } from '../judges/engine.ts';
import type { Judge } from '../judges/judge.ts';
import { errorsGuardrail, errorsOnly, policy } from '../judges/policy.ts';
import { withRetries } from '../judges/retries.ts';
import { peer, textbookRules, threshold } from '../judges/rules.ts';
import { percent } from '../report/words.ts';
import type { Row, Section } from '../section.ts';
import { minutesOfDay } from '../streams/time.ts';
import { days as traffic } from './traffic.ts';

/** What ten days came to. */
interface TenDays {
  readonly rollbacks: number;
  /** How often traffic was moved: rollbacks, retries, steps and the promotion. */
  readonly transitions: number;
  /** Whether the canary had traffic at the end. */
  readonly serving: boolean;
}

const moves = new Set(['rollback', 'retry', 'advance', 'promote']);
const intervals = 10 * minutesOfDay;

const defaults = policy({
  guardrails: errorsOnly,
  hysteresis: {},
  rollout: {},
  model: { tick: '1m' },
});

const guardrail = errorsGuardrail();
const rules: readonly Judge[] = [
  threshold(0.02),
  peer('argo', guardrail),
  peer('flagger', guardrail),
  ...textbookRules(),
].map((rule) => withRetries(rule, { share: 0.05, cooldown: defaults.hysteresis.cooldown }));

const versions = [
  { version: 'healthy', factor: 1 },
  { version: '1.5 times worse', factor: 1.5 },
];
const judges = [engine('engine, defaults', defaults), ...rules];

function rowOf({ version, factor }: (typeof versions)[number], judge: Judge): Row<TenDays> {
  const share = rules.includes(judge) ? 0.05 : (defaults.rollout.steps[0] ?? 0);
  const stream = traffic(factor);
  return {
    name: `${version}: ${judge.name}`,
    every: 20,
    measure(seed) {
      let [rollbacks, transitions] = [0, 0];
      let serving = true;
      for (const step of closedLoop({ stream, judge, share, intervals }, seed)) {
        transitions += step.actions.filter((action) => moves.has(action)).length;
        rollbacks += step.actions.filter((action) => action === 'rollback').length;
        serving = step.share > 0;
      }
      return { rollbacks, transitions, serving };
    },
  };
}

/** Ten days of one version, whose traffic follows what is decided. */
export const days: Section<TenDays> = {
  name: 'days',
  title: 'Ten days with a day cycle and two shared outages a day, a tick a minute',
  rows: versions.flatMap((version) => judges.map((judge) => rowOf(version, judge))),
  report(measured) {
    const figures = measured.map(({ name, results }) => ({
      name,
      runs: results.length,
      withRollback: results.filter(({ rollbacks }) => rollbacks > 0).length,
      mean: mean(results.map(({ rollbacks }) => rollbacks)),
      most: max(results.map(({ rollbacks }) => rollbacks)),
      transitions: mean(results.map(({ transitions }) => transitions)),
      serving: results.filter(({ serving }) => serving).length,
    }));
    return {
      tables: [
        {
          title: 'Rollbacks and changes of traffic',
          head: [
            'version: judge',
            'runs',
            'with a rollback',
            'rollbacks, mean (most)',
            'changes of traffic, mean',
            'in service at the end',
          ],
          lines: figures.map(({ name, runs, withRollback, mean, most, transitions, serving }) => [
            name,
            String(runs),
            percent(withRollback / runs),
            `${mean.toFixed(2)} (${most})`,
            transitions.toFixed(1),
            percent(serving / runs),
          ]),
        },
      ],
      figures,
    };
  },
};

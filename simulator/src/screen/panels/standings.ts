import type { RunView } from '../../run/view.ts';
import { followed, latestOf, type Latest } from '../measures/followed.ts';
import type { Measure } from '../measures/measure.ts';

/** How one guardrail stands. */
export interface Standing {
  readonly name: string;
  /** What it says of the canary; of one that is out of service, whether it was this that took it out. */
  readonly answer: 'harmful' | 'acceptable' | 'unknown' | 'out';
  readonly reason: string;
  readonly measure: Measure;
  readonly latest: Latest;
  /** Its own evidence, or the last it had. */
  readonly own: number | undefined;
}

/** Every guardrail of the policy, in its order. */
export function standingsOf(view: RunView): Standing[] {
  const { events, history } = view;
  const answers = view.answers();
  const out = events.findLast(({ kind }) => kind === 'rollback');
  return view.guardrails.map((guardrail, place) => {
    const { name } = guardrail;
    const follow = followed(view, guardrail, place);
    const said = answers.find((answer) => answer.guardrail === name);
    const tookOut = !said && out?.guardrail === name;
    return {
      name,
      answer: said?.answer ?? (tookOut ? 'harmful' : 'out'),
      reason: said?.reason ?? (tookOut ? out.text : 'the canary is out of service'),
      measure: follow.measure,
      latest: latestOf(follow),
      own: history.own[place],
    };
  });
}

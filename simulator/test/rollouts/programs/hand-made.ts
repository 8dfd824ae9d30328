// The program of a thread whose traffic is made by hand.
import { LastgoodError, type ModelPolicy } from '@lastgood/triggers';

import { answerTasks } from '../../../src/pool/answer-tasks.ts';
import type { RolloutAnswer, RolloutTask } from '../../../src/rollouts/task.ts';
import { Workplace } from '../../../src/rollouts/workplace.ts';
import type { SourceName } from '../../../src/traffic/source-name.ts';
import type { Source } from '../../../src/traffic/source.ts';
import { handMade } from '../hand-made.ts';

async function open(name: SourceName, _policy: ModelPolicy): Promise<Source> {
  const scenario = name.kind === 'scenario' ? name.scenario : name.kind;
  switch (scenario) {
    case 'healthy':
      return handMade();
    case 'failing':
      return handMade({ faultInterval: 30 });
    case 'long':
      return handMade({ intervals: 5_000 });
    case 'fatal':
      return { ...handMade(), start: () => process.exit(7) };
    default:
      throw new LastgoodError('scenario-unknown', `there is no scenario "${scenario}"`);
  }
}

const workplace = new Workplace(open);
answerTasks((task: RolloutTask): Promise<RolloutAnswer> => workplace.do(task));

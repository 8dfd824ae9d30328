// The program of the threads in which rollouts are made.
import { answerTasks } from '../pool/answer-tasks.ts';
import { openSource } from '../traffic/open-source.ts';
import type { RolloutAnswer, RolloutTask } from './task.ts';
import { Workplace } from './workplace.ts';

const workplace = new Workplace(openSource);
answerTasks((task: RolloutTask): Promise<RolloutAnswer> => workplace.do(task));

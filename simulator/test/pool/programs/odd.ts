// The program of a thread that answers numbers: what is asked of it decides what becomes of it.
import { LastgoodError } from '@lastgood/triggers';

import { answerTasks } from '../../../src/pool/answer-tasks.ts';

answerTasks(async (task: number | string) => {
  switch (task) {
    case 'refuse':
      throw new LastgoodError('odd-refused', 'the task is refused');
    case 'fail':
      throw new TypeError('the program is wrong');
    case 'exit':
      return process.exit(3);
    case 'crash':
      setImmediate(() => {
        throw new Error('out of order');
      });
      return new Promise(() => {});
    case 'die later':
      setImmediate(() => process.exit(4));
      return 0;
    default:
      return Number(task) ** 2;
  }
});

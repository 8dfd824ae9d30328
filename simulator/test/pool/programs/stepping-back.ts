// The program of a thread that answers with its priority, before and after it has stepped back.
import { readlinkSync } from 'node:fs';
import { getPriority } from 'node:os';
import { basename } from 'node:path';

import { answerTasks } from '../../../src/pool/answer-tasks.ts';
import { stepBack } from '../../../src/pool/step-back.ts';

const own = (): number => getPriority(Number(basename(readlinkSync('/proc/thread-self'))));
const before = own();
stepBack();
answerTasks(() => [before, own()]);

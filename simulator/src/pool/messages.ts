import { LastgoodError } from '@lastgood/triggers';

/** What a thread says to a task: plain data. */
export type Reply<Answer> =
  | { readonly answer: Answer }
  | { readonly failed: { readonly code?: string; readonly message: string } };

/** An error as plain data: what errors carry beyond their message does not cross threads. */
export function failureOf(error: unknown): Reply<never> {
  if (error instanceof LastgoodError) {
    return { failed: { code: error.code, message: error.message } };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { failed: { message: text } };
}

/** @throws the error that the thread told of */
export function answerIn<Answer>(reply: Reply<Answer>): Answer {
  if ('answer' in reply) return reply.answer;
  const { code, message } = reply.failed;
  throw code === undefined ? new Error(message) : new LastgoodError(code, message);
}

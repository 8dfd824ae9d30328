import {
  DefaultLogger,
  type Client,
  type EvaluationContext,
  type EvaluationDetails,
  type JsonObject,
} from '@openfeature/server-sdk';
import { decide } from './decision.ts';
import { questionHint, SelectionQuestion, type ModelSelection } from './selection.ts';

/** What serves when the flag cannot be evaluated, for a flag whose values are objects. */
export interface DefaultModel<Value extends JsonObject> {
  readonly version: string;
  readonly value: Value;
}

/** A selection with the flag's value, e.g. `v13` or `{ endpoint: 'http://recommender-v13' }`. */
export interface SelectedModel<Value> extends ModelSelection {
  readonly value: Value;
}

/**
 * Evaluates a model flag, once, and returns the version to use with the way to report how it went.
 * Never throws: if the flag cannot be evaluated, it is the default, with reason ERROR.
 *
 * @param client any OpenFeature client that a `ModelVersionHook` observes
 * @param fallback the last good version, or for a flag with object values that version and its value
 * @param context `targetingKey` is what the flag's rule draws the version by: the request's id, or the user's.
 * Without it nothing is drawn, and the flag's default variant serves
 */
export async function selectModel(
  client: Client,
  flagKey: string,
  fallback: string,
  context?: EvaluationContext,
): Promise<SelectedModel<string>>;
export async function selectModel<Value extends JsonObject>(
  client: Client,
  flagKey: string,
  fallback: DefaultModel<Value>,
  context?: EvaluationContext,
): Promise<SelectedModel<Value>>;
export async function selectModel(
  client: Client,
  flagKey: string,
  fallback: string | DefaultModel<JsonObject>,
  context?: EvaluationContext,
): Promise<SelectedModel<string | JsonObject>> {
  const isString = typeof fallback === 'string';
  const question = new SelectionQuestion(isString ? fallback : fallback.version);
  const options = { hookHints: { [questionHint]: question } };
  const details = isString
    ? await client.getStringDetails(flagKey, fallback, context, options)
    : await client.getObjectDetails<JsonObject>(flagKey, fallback.value, context, options);
  return { ...(question.answer ?? unobserved(details, question)), value: details.value };
}

const logger = new DefaultLogger();
const warned = new Set<string>();

function unobserved(
  details: EvaluationDetails<string | JsonObject>,
  question: SelectionQuestion,
): ModelSelection {
  if (!warned.has(details.flagKey)) {
    warned.add(details.flagKey);
    logger.warn(`No ModelVersionHook observes ${details.flagKey}: its outcomes are lost`);
  }
  return { ...decide(details, 'by-name', question.defaultVersion), record: () => {} };
}

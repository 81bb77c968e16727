import { SupportError } from '../../shared/errors.ts';
import { createPlainRun, findHead, type LanguageModel, type RunModel } from '../model/index.ts';
import { chooseIntent, type IntentReading } from './choose-intent.ts';

/** Name of an intent model's file in its folder. */
export const INTENT_FILE = 'intent.hlm';

/** Tells what a message is about. */
export type ReadIntent = (text: string) => IntentReading;

/**
 * Reads intents with a model.
 * @param run how the model is run; plain code by default
 * @throws SupportError `model-head` if the model has no intents
 */
export function createIntentReader(model: LanguageModel, run: RunModel = createPlainRun(model)): ReadIntent {
  const head = findHead(model, 'intent');
  if (!head) throw new SupportError('model-head', 'Model: it tells no intents; name one of `helplet train intent`');
  const place = model.heads.indexOf(head);
  const { threshold } = head.settings;
  const limit = typeof threshold === 'number' ? threshold : 0;
  return (text) => chooseIntent(head.labels, run(text)[place] ?? new Float32Array(head.labels.length), limit);
}

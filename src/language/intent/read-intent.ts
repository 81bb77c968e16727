import { SupportError } from '../../shared/errors.ts';
import { createPlainRun, findHead, type LanguageModel, type RunModel } from '../model/index.ts';
import { chooseIntent, type IntentReading } from './choose-intent.ts';
import { hearPrior, readPrior } from './prior.ts';
import { raiseShort } from './short-message.ts';

/** Name of an intent model's file in its folder. */
export const INTENT_FILE = 'intent.hlm';

/** Tells what a message is about. */
export type ReadIntent = (text: string) => IntentReading;

export interface IntentReaderOptions {
  /** The general model, which a site's own one hears as a prior; without it the own one speaks alone. */
  readonly general?: LanguageModel;
  /** How models are run; in plain code by default. */
  readonly createRun?: (model: LanguageModel) => RunModel;
}

/**
 * Reads intents with a model.
 * @throws SupportError `model-head` if the model has no intents
 */
export function createIntentReader(model: LanguageModel, options: IntentReaderOptions = {}): ReadIntent {
  const { head, read } = readProbabilities(model, options);
  const { threshold } = head.settings;
  const limit = typeof threshold === 'number' ? threshold : 0;
  const nothing = chooseIntent(head.labels, new Float32Array(head.labels.length).fill(1 / head.labels.length), 1);
  return (text) => (SOMETHING.test(text) ? chooseIntent(head.labels, read(text), limit) : nothing);
}

/** A text of spaces and invisible characters alone says nothing: it is out of scope, whatever a model makes of it. */
const SOMETHING = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The head that tells intents, and its probabilities of a text after the general model was heard. */
export function readProbabilities(model: LanguageModel, { general, createRun = createPlainRun }: IntentReaderOptions) {
  const own = readHead(model, createRun);
  const other = general && findHead(general, 'intent') ? readHead(general, createRun) : undefined;
  const prior = other && readPrior(own.head, other.head.labels);
  if (!other || !prior || prior.weight === 0) return own;
  return { head: own.head, read: (text: string) => hearPrior(own.read(text), other.read(text), prior) };
}

/** A model's intents alone. */
export function readHead(model: LanguageModel, createRun: (model: LanguageModel) => RunModel = createPlainRun) {
  const head = findHead(model, 'intent');
  if (!head) throw new SupportError('model-head', 'Model: it tells no intents; name one of `helplet train intent`');
  const place = model.heads.indexOf(head);
  const run = createRun(model);
  const read = (text: string): Float32Array => {
    const probabilities = run(text)[place] ?? new Float32Array(head.labels.length);
    return raiseShort(head, text, probabilities);
  };
  return { head, read };
}

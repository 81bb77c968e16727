import { SupportError } from '../../shared/errors.ts';
import { createPlainRun, findHead, type LanguageModel, type RunModel } from '../model/index.ts';

/** Name of the file of the model of moods. */
export const MOOD_FILE = 'mood.hlm';

export type MoodLabel = 'neg' | 'neu' | 'pos';

/** The mood of a text. */
export interface Sentiment {
  readonly label: MoodLabel;
  /** P(pos) − P(neg), −1 to 1; its sign is the answer where neutral is none. */
  readonly score: number;
}

/** Reads moods off texts. */
export interface ReadMood {
  /** The mood of a whole message, and the chance that its author is frustrated, 0 to 1. */
  readonly readMessage: (text: string) => { readonly sentiment: Sentiment; readonly frustration: number };
  /** The mood a part of a message has towards something in it, as `markThing` shows it. */
  readonly readPart: (text: string) => Sentiment;
}

/**
 * Reads moods with a model.
 * @param run how the model is run; plain code by default
 * @throws SupportError `model-head` if the model tells no moods
 */
export function createMoodReader(model: LanguageModel, run: RunModel = createPlainRun(model)): ReadMood {
  const sentiment = placeOf(model, 'sentiment');
  const frustration = placeOf(model, 'frustration');
  const aspect = placeOf(model, 'aspect');
  return {
    readMessage(text) {
      const results = run(text);
      return { sentiment: toSentiment(results[sentiment]), frustration: results[frustration]?.[1] ?? 0 };
    },
    readPart: (text) => toSentiment(run(text)[aspect]),
  };
}

function placeOf(model: LanguageModel, name: string): number {
  const head = findHead(model, name);
  if (!head) throw new SupportError('model-head', `Model: it tells no ${name}; build it with \`npm run train:models\``);
  return model.heads.indexOf(head);
}

/** Probabilities come in the order neg, neu, pos. */
function toSentiment(probabilities: Float32Array = new Float32Array(3)): Sentiment {
  const [neg = 0, neu = 0, pos = 0] = probabilities;
  const strongest = pos > neg ? 'pos' : 'neg';
  return { label: neu >= Math.max(neg, pos) ? 'neu' : strongest, score: pos - neg };
}

import { ASPECTS, createAspectFinder, judgeAspects } from '../language/aspects/index.ts';
import { detectLanguage } from '../language/detect/detect-language.ts';
import { createIntentReader } from '../language/intent/index.ts';
import { decodeModel } from '../language/model/index.ts';
import { createTfjsRun } from '../language/model/run-with-tfjs.ts';
import { createMoodReader } from '../language/sentiment/index.ts';
import { judgeUrgency } from '../language/urgency/index.ts';
import type { CreateUnderstand } from './engine.ts';

/**
 * Reads messages with trained models, run by TensorFlow.js. A chunk of its own: only who writes needs it.
 * @throws SupportError when a model's file cannot be read, each saying what to do
 */
export const createUnderstand: CreateUnderstand = ({ intent, ownIntent, mood }) => {
  const intents = decodeModel(intent);
  const moods = decodeModel(mood);
  const readIntent = ownIntent
    ? createIntentReader(decodeModel(ownIntent), { general: intents, createRun: createTfjsRun })
    : createIntentReader(intents, { createRun: createTfjsRun });
  const reader = createMoodReader(moods, createTfjsRun(moods));
  const findAspects = createAspectFinder(ASPECTS);
  return (text) => {
    const { sentiment, frustration } = reader.readMessage(text);
    return {
      lang: detectLanguage(text),
      intent: readIntent(text).intent,
      sentiment,
      frustration,
      urgency: judgeUrgency(text).value,
      aspects: judgeAspects(text, findAspects(text), reader).map(({ aspect, label }) => ({ aspect, label })),
    };
  };
};

export { type IntentRow, OUT_OF_SCOPE, toIntentLabel } from './intent-row.ts';
export { createIntentReader, INTENT_FILE, type ReadIntent } from './read-intent.ts';
export { type IntentTrainingOptions, trainIntent } from './train-intent.ts';

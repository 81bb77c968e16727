export { FEATURE_RULES, FEATURES, type FeatureOptions } from './feature-options.ts';
export { createFeaturiser, type FeatureRow, type Featurise } from './featurise.ts';
export { hashWord } from './hash-mood.ts';
export { THING_MARK } from './hash-near.ts';
export {
  createMoodBuckets,
  createMoodFeaturiser,
  type Lexicon,
  MOOD_BUCKETS,
} from './mood-rows.ts';
export { MAX_UNITS } from './normalise.ts';

export { FEATURE_RULES, FEATURES, type FeatureOptions } from './feature-options.ts';
export { createFeaturiser, type FeatureRow, type Featurise } from './featurise.ts';
export { MAX_UNITS } from './normalise.ts';

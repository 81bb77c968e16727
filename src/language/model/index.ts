export { decodeModel, encodeModel } from './format.ts';
export { findHead, type LanguageModel, type ModelHead } from './language-model.ts';
export { quantiseRows } from './quantise.ts';
export { createPlainRun, type RunModel } from './run-model.ts';

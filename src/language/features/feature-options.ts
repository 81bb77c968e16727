/** Which n-grams of a text are features. Models carry theirs; other rules need another model. */
export interface FeatureOptions {
  /** Word pairs with one word between them left out, beside single words and neighbours. */
  readonly skips: boolean;
  /** Shortest and longest n-gram of characters inside words, word borders included; `[0, 0]` for none. */
  readonly characters: readonly [min: number, max: number];
  /** Longest n-gram in scripts without spaces. */
  readonly unspaced: number;
  /** What a character n-gram counts against a word of the same frequency. */
  readonly characterWeight: number;
}

/**
 * The defaults of all heads. Measured on validation parts of public intent sets: without character n-grams 2 to 3
 * points less; skipped pairs and borders a little more; document frequencies nothing.
 */
export const FEATURES: FeatureOptions = { skips: true, characters: [3, 5], unspaced: 3, characterWeight: 1 };

/** Names the rules of this folder. Change it with any of them: a model of other rules is then refused. */
export const FEATURE_RULES = 'helplet-features-1;nfkc,lower,digits0;fnv1a32,murmur3-final';

/** natural ships CommonJS without types for its deep paths; this is the part we use. */
declare module 'natural/lib/natural/spellcheck/spellcheck.js' {
  export default class Spellcheck {
    constructor(words: readonly string[]);
    getCorrections(word: string, maxDistance?: number): readonly string[];
  }
}

/** natural ships CommonJS without types for its deep paths; this is the part we use. */
declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  const stemmer: { readonly stem: (word: string) => string };
  export default stemmer;
}

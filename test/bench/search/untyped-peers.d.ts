/** lunr and wink ship without types; these are the parts the benchmark uses. */
declare module 'lunr' {
  interface Pipeline {
    reset(): void;
  }
  interface Builder {
    pipeline: Pipeline;
    searchPipeline: Pipeline;
    tokenizer: (text: unknown) => unknown[];
    ref(name: string): void;
    field(name: string, options?: { boost: number }): void;
    add(document: object): void;
  }
  interface Query {
    term(term: string, options: { editDistance?: number; boost?: number; wildcard?: number }): void;
  }
  interface Index {
    query(fill: (query: Query) => void): { readonly ref: string }[];
    toJSON(): object;
  }
  interface Lunr {
    (configure: (this: Builder) => void): Index;
    readonly Token: new (text: string, metadata: object) => unknown;
    readonly Query: { readonly wildcard: { readonly TRAILING: number } };
  }
  const lunr: Lunr;
  export default lunr;
}

declare module 'wink-bm25-text-search' {
  interface Engine {
    defineConfig(config: { readonly fldWeights: Readonly<Record<string, number>> }): void;
    definePrepTasks(tasks: readonly ((text: string) => string[])[]): void;
    addDoc(document: object, id: string): void;
    consolidate(): void;
    search(text: string, limit: number): [id: string, score: number][];
  }
  export default function winkBm25(): Engine;
}

/** Packages the language benchmarks measure beside our models; they ship without types. */
declare module 'natural/lib/natural/classifiers/bayes_classifier.js' {
  export { default } from 'natural/lib/natural/classifiers/logistic_regression_classifier.js';
}

declare module 'natural/lib/natural/classifiers/logistic_regression_classifier.js' {
  export default class Classifier {
    addDocument(text: string, label: string): void;
    train(): void;
    classify(text: string): string;
  }
}

declare module 'wink-naive-bayes-text-classifier' {
  interface Classifier {
    definePrepTasks(tasks: readonly ((text: string) => string[])[]): void;
    defineConfig(config: { readonly considerOnlyPresence: boolean; readonly smoothingFactor: number }): void;
    learn(text: string, label: string): void;
    consolidate(): void;
    predict(text: string): string;
  }
  export default function winkBayes(): Classifier;
}

declare module '@nlpjs/nlu' {
  interface Result {
    readonly classifications: readonly { readonly intent: string; readonly score: number }[];
  }
  export class NluNeural {
    constructor(settings: {
      readonly locale: string;
      readonly container: unknown;
      readonly log: boolean;
      readonly useNoneFeature: boolean;
    });
    train(
      rows: readonly { readonly utterance: string; readonly intent: string }[],
      settings: { readonly log: boolean },
    ): Promise<unknown>;
    process(text: string): Promise<Result>;
  }
}

declare module '@nlpjs/core' {
  export function containerBootstrap(): Promise<{ readonly use: (plugin: unknown) => void }>;
}

declare module '@nlpjs/lang-en' {
  export const LangEn: unknown;
}

declare module 'vader-sentiment' {
  const vader: {
    readonly SentimentIntensityAnalyzer: {
      readonly polarity_scores: (text: string) => { readonly compound: number };
    };
  };
  export default vader;
}

declare module 'wink-sentiment' {
  export default function winkSentiment(text: string): { readonly score: number };
}

/** What a set's licence lets it train: `open` everything, `research` the default weights only, `never` nothing. */
export type Licence = 'open' | 'research' | 'never';

/** A public set of texts with moods, and how it teaches. */
export interface MoodSource {
  /** Folder below `sentiment/`. */
  readonly name: string;
  readonly licence: Licence;
  /** What the licence is, for the model card. */
  readonly terms: string;
  /** What its labels answer: with a neutral class, without, or aspects of a text. */
  readonly asks: 'three' | 'two' | 'aspect';
  /** How much a row counts; 1 if absent. */
  readonly weight?: number;
}

/** Sets that train, in the order they are read. Sets that only measure are not here. */
export const MOOD_SOURCES: readonly MoodSource[] = [
  { name: 'sst2', licence: 'research', terms: 'Stanford Sentiment Treebank, research', asks: 'two' },
  { name: 'sst2-phrases', licence: 'research', terms: 'GLUE SST-2 phrases, research', asks: 'two', weight: 0.5 },
  { name: 'sst5', licence: 'research', terms: 'Stanford Sentiment Treebank, research', asks: 'three' },
  { name: 'amazon10k', licence: 'research', terms: 'Amazon reviews (Zhang 2015), research', asks: 'two' },
  { name: 'uci3', licence: 'open', terms: 'UCI Sentiment Labelled Sentences, CC BY 4.0', asks: 'two' },
  { name: 'goemotions', licence: 'open', terms: 'GoEmotions, CC BY 4.0', asks: 'three', weight: 0.7 },
  { name: 'tweeteval', licence: 'research', terms: 'SemEval-2017 task 4A, research', asks: 'three' },
  { name: 'vader-tweets', licence: 'open', terms: 'VADER ground truth, MIT', asks: 'three' },
  { name: 'vader-amazon', licence: 'open', terms: 'VADER ground truth, MIT', asks: 'three' },
  { name: 'chnsenticorp', licence: 'research', terms: 'ChnSentiCorp, research', asks: 'two' },
  { name: 'shopping10', licence: 'research', terms: 'online_shopping_10_cats, no licence stated', asks: 'two' },
  { name: 'waimai10k', licence: 'research', terms: 'waimai_10k, no licence stated', asks: 'two' },
  { name: 'weibo-ewect', licence: 'research', terms: 'SMP2020-EWECT, research', asks: 'three' },
  { name: 'asap-sample', licence: 'open', terms: 'ASAP samples, Apache-2.0', asks: 'three' },
  { name: 'absa-mams', licence: 'open', terms: 'MAMS, Apache-2.0', asks: 'aspect' },
  { name: 'absa-rest14', licence: 'research', terms: 'SemEval-2014 task 4, research', asks: 'aspect' },
  { name: 'absa-lap14', licence: 'research', terms: 'SemEval-2014 task 4, research', asks: 'aspect' },
  {
    name: 'zh-dianping-aspects',
    licence: 'research',
    terms: 'Dianping aspects, research',
    asks: 'aspect',
    weight: 0.7,
  },
  { name: 'zh-absa4', licence: 'research', terms: 'Chinese review aspects, research', asks: 'aspect' },
  { name: 'airline', licence: 'never', terms: 'CC BY-NC-SA 4.0: measures only', asks: 'three' },
];

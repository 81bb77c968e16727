/** A public set of texts with moods, and how it teaches. */
export interface MoodSource {
  /** Folder below `sentiment/`, and name in source-licences.ts. */
  readonly name: string;
  /** What its labels answer: with a neutral class, without, or aspects of a text. */
  readonly asks: 'three' | 'two' | 'aspect';
  /** How much a row counts; 1 if absent. */
  readonly weight?: number;
}

/** Sets that train, in the order they are read. Sets that only measure (airline, challenge836, vader-nyt) are not here. */
export const MOOD_SOURCES: readonly MoodSource[] = [
  { name: 'sst2', asks: 'two' },
  { name: 'sst2-phrases', asks: 'two', weight: 0.5 },
  { name: 'sst5', asks: 'three' },
  { name: 'amazon10k', asks: 'two' },
  { name: 'uci3', asks: 'two' },
  { name: 'goemotions', asks: 'three', weight: 0.5 },
  { name: 'tweeteval', asks: 'three' },
  { name: 'vader-tweets', asks: 'three' },
  { name: 'vader-amazon', asks: 'three' },
  { name: 'chnsenticorp', asks: 'two' },
  { name: 'shopping10', asks: 'two' },
  { name: 'waimai10k', asks: 'two' },
  { name: 'weibo-ewect', asks: 'three' },
  { name: 'asap-sample', asks: 'three' },
  { name: 'absa-mams', asks: 'aspect' },
  { name: 'absa-rest14', asks: 'aspect' },
  { name: 'absa-lap14', asks: 'aspect' },
  {
    name: 'zh-dianping-aspects',
    asks: 'aspect',
    weight: 0.7,
  },
  { name: 'zh-absa4', asks: 'aspect' },
];

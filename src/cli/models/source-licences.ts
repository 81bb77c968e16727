import { SupportError } from '../../shared/errors.ts';

/** What a data set may do: train any model, train the default models only, or measure only. */
export type Licence = 'open' | 'research' | 'never';

export interface SourceTerms {
  readonly licence: Licence;
  /** The licence as the publisher states it. */
  readonly terms: string;
}

const SOURCES: Readonly<Record<string, SourceTerms>> = {
  own: { licence: 'open', terms: 'MIT, written for this project' },
  'own-short': { licence: 'open', terms: 'MIT, written for this project' },
  clinc150: { licence: 'open', terms: 'CC BY 3.0' },
  'clinc150-oos': { licence: 'open', terms: 'CC BY 3.0' },
  banking77: { licence: 'open', terms: 'CC BY 4.0' },
  hwu64: { licence: 'open', terms: 'CC BY 4.0' },
  bitext: { licence: 'open', terms: 'CDLA-Sharing-1.0' },
  'hint3-curekart': { licence: 'open', terms: 'ODbL / DbCL' },
  'hint3-sofmattress': { licence: 'open', terms: 'ODbL / DbCL' },
  'hint3-powerplay11': { licence: 'open', terms: 'ODbL / DbCL' },
  askubuntu: { licence: 'open', terms: 'CC BY-SA 3.0' },
  webapps: { licence: 'open', terms: 'CC BY-SA 3.0' },
  chatbot: { licence: 'open', terms: 'CC BY-SA 3.0' },
  snips: { licence: 'open', terms: 'CC0' },
  'crosswoz-acts': { licence: 'open', terms: 'Apache-2.0' },
  sst2: { licence: 'research', terms: 'Stanford Sentiment Treebank, research' },
  'sst2-phrases': { licence: 'research', terms: 'GLUE SST-2 phrases, research' },
  sst5: { licence: 'research', terms: 'Stanford Sentiment Treebank, research' },
  amazon10k: { licence: 'research', terms: 'Amazon reviews (Zhang 2015), research' },
  uci3: { licence: 'open', terms: 'UCI Sentiment Labelled Sentences, CC BY 4.0' },
  goemotions: { licence: 'open', terms: 'GoEmotions, CC BY 4.0' },
  tweeteval: { licence: 'research', terms: 'SemEval-2017 task 4A, research' },
  'vader-tweets': { licence: 'open', terms: 'VADER ground truth, MIT' },
  'vader-amazon': { licence: 'open', terms: 'VADER ground truth, MIT' },
  chnsenticorp: { licence: 'research', terms: 'ChnSentiCorp, research' },
  shopping10: { licence: 'research', terms: 'online_shopping_10_cats, no licence stated' },
  waimai10k: { licence: 'research', terms: 'waimai_10k, no licence stated' },
  'weibo-ewect': { licence: 'research', terms: 'SMP2020-EWECT, research' },
  'asap-sample': { licence: 'open', terms: 'ASAP samples, Apache-2.0' },
  'absa-mams': { licence: 'open', terms: 'MAMS, Apache-2.0' },
  'absa-rest14': { licence: 'research', terms: 'SemEval-2014 task 4, research' },
  'absa-lap14': { licence: 'research', terms: 'SemEval-2014 task 4, research' },
  'zh-dianping-aspects': { licence: 'research', terms: 'Dianping aspects, research' },
  'zh-absa4': { licence: 'research', terms: 'Chinese review aspects, research' },
  airline: { licence: 'never', terms: 'CC BY-NC-SA 4.0' },
  'dialogflow-en': { licence: 'never', terms: 'none stated' },
  'dialogflow-zh': { licence: 'never', terms: 'none stated' },
  'unionpay-zh': { licence: 'never', terms: 'none stated' },
};

/**
 * What a source may do and under which licence.
 * @throws SupportError `unknown-source` for one that is not listed: look its licence up first
 */
export function termsOf(source: string): SourceTerms {
  const terms = Object.hasOwn(SOURCES, source) ? SOURCES[source] : undefined;
  if (terms) return terms;
  throw new SupportError(
    'unknown-source',
    `Models: the licence of "${source}" is not known; add it to source-licences.ts`,
  );
}

export interface SourceChoice {
  /** Leave out what only research may use. */
  readonly isOpenOnly: boolean;
  /** Names to leave out; a `*` at the end stands for anything. */
  readonly excluded: readonly string[];
}

/** Whether rows of a source may train the shipped models. @throws SupportError `unknown-source` */
export function mayTrain(source: string, { isOpenOnly, excluded }: SourceChoice): boolean {
  const { licence } = termsOf(source);
  if (licence === 'never' || (isOpenOnly && licence === 'research')) return false;
  return !excluded.some((pattern) =>
    pattern.endsWith('*') ? source.startsWith(pattern.slice(0, -1)) : source === pattern,
  );
}

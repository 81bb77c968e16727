import { SupportError } from '../../shared/errors.ts';

/** What a data set may do: train any model, train the default models only, or measure only. */
export type Licence = 'open' | 'research' | 'never';

/** Licences as the publishers state them; the model card names each. */
const LICENCES: Readonly<Record<string, Licence>> = {
  own: 'open', // written for this project, MIT
  clinc150: 'open', // CC BY 3.0
  'clinc150-oos': 'open', // CC BY 3.0
  banking77: 'open', // CC BY 4.0
  hwu64: 'open', // CC BY 4.0
  bitext: 'open', // CDLA-Sharing-1.0
  'hint3-curekart': 'open', // ODbL
  'hint3-sofmattress': 'open', // ODbL
  'hint3-powerplay11': 'open', // ODbL
  askubuntu: 'open', // CC BY-SA 3.0
  webapps: 'open', // CC BY-SA 3.0
  chatbot: 'open', // CC BY-SA 3.0
  snips: 'open', // CC0
  'crosswoz-acts': 'open', // Apache-2.0
  sst2: 'research', // Stanford Sentiment Treebank, research
  'sst2-phrases': 'research', // GLUE SST-2 phrases, research
  sst5: 'research', // Stanford Sentiment Treebank, research
  amazon10k: 'research', // Amazon reviews (Zhang 2015), research
  uci3: 'open', // UCI Sentiment Labelled Sentences, CC BY 4.0
  goemotions: 'open', // GoEmotions, CC BY 4.0
  tweeteval: 'research', // SemEval-2017 task 4A, research
  'vader-tweets': 'open', // VADER ground truth, MIT
  'vader-amazon': 'open', // VADER ground truth, MIT
  chnsenticorp: 'research', // ChnSentiCorp, research
  shopping10: 'research', // online_shopping_10_cats, no licence stated
  waimai10k: 'research', // waimai_10k, no licence stated
  'weibo-ewect': 'research', // SMP2020-EWECT, research
  'asap-sample': 'open', // ASAP samples, Apache-2.0
  'absa-mams': 'open', // MAMS, Apache-2.0
  'absa-rest14': 'research', // SemEval-2014 task 4, research
  'absa-lap14': 'research', // SemEval-2014 task 4, research
  'zh-dianping-aspects': 'research', // Dianping aspects, research
  'zh-absa4': 'research', // Chinese review aspects, research
  airline: 'never', // CC BY-NC-SA 4.0
  'dialogflow-en': 'never', // none stated
  'dialogflow-zh': 'never', // none stated
  'unionpay-zh': 'never', // none stated
};

/**
 * The licence of a source.
 * @throws SupportError `unknown-source` for one that is not listed: look its licence up first
 */
export function licenceOf(source: string): Licence {
  const licence = Object.hasOwn(LICENCES, source) ? LICENCES[source] : undefined;
  if (licence) return licence;
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
  const licence = licenceOf(source);
  if (licence === 'never' || (isOpenOnly && licence === 'research')) return false;
  return !excluded.some((pattern) =>
    pattern.endsWith('*') ? source.startsWith(pattern.slice(0, -1)) : source === pattern,
  );
}

/**
 * Accuracy of `train intent` and of other packages trained on the same rows: `npx tsx test/bench/language/intent-baselines.ts
 * --data FOLDER [--only hint3-curekart,…]`, FOLDER holding a folder a set with train.jsonl and test.jsonl. One line a
 * set and package, in scope. natural's logistic regression takes minutes for a thousand rows: small sets only.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { containerBootstrap } from '@nlpjs/core';
import { LangEn } from '@nlpjs/lang-en';
import { NluNeural } from '@nlpjs/nlu';
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import LogisticRegressionClassifier from 'natural/lib/natural/classifiers/logistic_regression_classifier.js';
import winkBayes from 'wink-naive-bayes-text-classifier';
import { type LabelledRow, readLabelled } from '../../../src/cli/read-labelled.ts';
import { createIntentReader, OUT_OF_SCOPE, trainIntent } from '../../../src/language/intent/index.ts';
import { toShare } from '../../../src/language/measure/interval.ts';
import { decodeModel } from '../../../src/language/model/index.ts';

type Classify = (text: string) => string | Promise<string>;

const LOGISTIC_ROWS = 400;

const general = decodeModel(readFileSync('src/language/weights/intent.hlm'));

const PACKAGES: Readonly<Record<string, (rows: readonly LabelledRow[]) => Classify | Promise<Classify> | undefined>> = {
  Helplet: (rows) => {
    const messages = rows.map(({ text, label }) => ({ text, label, isValidation: false }));
    const { model } = trainIntent(messages, { seed: 1, maxKb: 300, isQuick: false, general, origin: {} });
    const read = createIntentReader(model, { general });
    return (text) => {
      const { intent, alternatives } = read(text);
      return (intent.label === OUT_OF_SCOPE ? alternatives[0] : intent)?.label ?? '';
    };
  },
  'natural BayesClassifier': (rows) => trainNatural(new BayesClassifier(), rows),
  'natural LogisticRegressionClassifier': (rows) =>
    rows.length > LOGISTIC_ROWS ? undefined : trainNatural(new LogisticRegressionClassifier(), rows),
  'wink-naive-bayes-text-classifier': (rows) => {
    const classifier = winkBayes();
    classifier.definePrepTasks([(text) => text.toLowerCase().match(/[a-z0-9']+/g) ?? []]);
    classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
    for (const { text, label } of rows) classifier.learn(text, label);
    classifier.consolidate();
    return (text) => classifier.predict(text);
  },
  'nlp.js NluNeural': async (rows) => {
    const container = await containerBootstrap();
    container.use(LangEn);
    const nlu = new NluNeural({ locale: 'en', container, log: false, useNoneFeature: false });
    await nlu.train(
      rows.map(({ text, label }) => ({ utterance: text, intent: label })),
      { log: false },
    );
    return async (text) => (await nlu.process(text)).classifications[0]?.intent ?? '';
  },
};

function trainNatural(classifier: BayesClassifier, rows: readonly LabelledRow[]): Classify {
  for (const { text, label } of rows) classifier.addDocument(text, label);
  classifier.train();
  return (text) => classifier.classify(text);
}

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string', default: 'hint3-curekart,hint3-sofmattress,hint3-powerplay11' },
  },
});
const { data, only } = values;
if (data === undefined) throw new Error('--data is missing');
for (const set of only.split(',')) {
  const read = (name: string) =>
    readLabelled(readFileSync(join(data, set, name), 'utf8')).filter(({ label }) => label !== OUT_OF_SCOPE);
  const [train, test] = [read('train.jsonl'), read('test.jsonl')];
  for (const [name, trainOn] of Object.entries(PACKAGES)) {
    const classify = await trainOn(train);
    if (!classify) continue;
    let hits = 0;
    for (const { text, label } of test) if ((await classify(text)) === label) hits++;
    process.stdout.write(`${JSON.stringify({ set, name, accuracy: toShare(hits, test.length) })}\n`);
  }
}

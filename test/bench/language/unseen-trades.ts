/**
 * How the default intents read HINT3's three shops when training had neither their rows nor any message of our own that
 * names what they sell: `npx tsx test/bench/language/unseen-trades.ts --data FOLDER`, FOLDER holding `intent/`. Prints a
 * line a shop: accuracy, and accuracy with consultation, small talk and out of scope
 * taken for one another. One to three minutes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_INTENTS, toDefaultRows } from '../../../src/cli/models/default-intents.ts';
import { readIntentSources } from '../../../src/cli/models/read-sources.ts';
import { readLabelled } from '../../../src/cli/read-labelled.ts';
import { createIntentReader, OUT_OF_SCOPE, trainIntent } from '../../../src/language/intent/index.ts';
import { toShare } from '../../../src/language/measure/interval.ts';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) throw new Error('--data is missing');
const { data } = values;

/** Words of a shop for food supplements, one for mattresses, and a game of fantasy sports. */
const TRADES = [
  /\b(protein|whey|gainer|creatine|\w*vitamins?|omega|fish oil|supplements?|gym|muscles?|scoops?|servings?|weight|lose|belly|fat)\b/i,
  /\b(diet\w*|nutrition\w*|immun\w*|thyroid|diabet\w*|stamina|steroid|ashwagandha|biotin|collagen|workout|dos(e|age)|tablets?)\b/i,
  /\b(pregnan\w*|expir\w*|genuine|authentic\w*|original|side effects?|franchise|mattress\w*|pillows?|beds?|cots?|foam|ortho\w*)\b/i,
  /\b(spine|(back|neck) pain|sleepers?|king|queen|thick\w*|inch|firm\w*|soft\w*|sag\w*|trial|nights?|dealers?|dealership)\b/i,
  /\b(distributors?|showroom|teams?|contests?|match(es)?|winnings?|captain|ties?|tds|wickets?|players?|leaderboard|fantasy|scores?)\b/i,
];
const FALLBACK: ReadonlySet<string> = new Set(['consultation', 'smalltalk', OUT_OF_SCOPE]);

const { rows } = await readIntentSources(data, 'src/language/corpus', { isOpenOnly: false, excluded: ['hint3-*'] });
const kept = rows.filter(
  ({ text, source }) => !(source === 'own' || source === 'own-short') || TRADES.every((words) => !words.test(text)),
);
process.stderr.write(`${rows.length - kept.length} messages left out\n`);
const { model } = trainIntent(toDefaultRows(kept), { ...DEFAULT_INTENTS, origin: {} });
const read = createIntentReader(model);
const test = readLabelled(readFileSync(join(data, 'intent/support-en/test.jsonl'), 'utf8'));
for (const shop of ['hint3-curekart', 'hint3-sofmattress', 'hint3-powerplay11']) {
  const answers = test
    .filter(({ source }) => source === shop)
    .map(({ text, label }) => ({ label, said: read(text).intent.label }));
  const right = answers.filter(({ label, said }) => label === said).length;
  const nearly = answers.filter(
    ({ label, said }) => label === said || (FALLBACK.has(label) && FALLBACK.has(said)),
  ).length;
  const line = { shop, accuracy: toShare(right, answers.length), fallbackMerged: toShare(nearly, answers.length) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

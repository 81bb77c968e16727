import { readFile } from 'node:fs/promises';
import { ASPECTS, createAspectFinder, judgeAspects } from '../../../src/language/aspects/index.ts';
import { createPlainRun, decodeModel, type RunModel } from '../../../src/language/model/index.ts';
import { createTfjsRun } from '../../../src/language/model/run-with-tfjs.ts';
import { createMoodReader } from '../../../src/language/sentiment/index.ts';
import { judgeUrgency } from '../../../src/language/urgency/index.ts';

/**
 * Prints milliseconds a message for sentiment, frustration, aspects and urgency together, in Node:
 * `npx tsx test/bench/language/mood-speed.ts`. Messages: our own corpus, each once, after a round of warming up.
 */
const model = decodeModel(await readFile('src/language/weights/mood.hlm'));
const files = ['complaint', 'delivery', 'technical_issue', 'feedback'].flatMap((name) => [`${name}.en`, `${name}.zh`]);
const texts: string[] = [];
for (const file of files) {
  const lines = (await readFile(`src/language/corpus/${file}.jsonl`, 'utf8')).trim().split('\n');
  for (const line of lines) texts.push((JSON.parse(line) as { text: string }).text); // our own file
}
const findAspects = createAspectFinder(ASPECTS);

function measure(name: string, run: RunModel): void {
  const read = createMoodReader(model, run);
  const understand = (text: string): void => {
    read.readMessage(text);
    judgeAspects(text, findAspects(text), read);
    judgeUrgency(text);
  };
  texts.forEach(understand);
  const times = texts.map((text) => {
    const started = performance.now();
    understand(text);
    return performance.now() - started;
  });
  times.sort((a, b) => a - b);
  const at = (share: number): number => Number((times[Math.floor(share * times.length)] ?? 0).toFixed(3));
  console.log(JSON.stringify({ name, n: times.length, p50Ms: at(0.5), p95Ms: at(0.95) }));
}

measure('plain', createPlainRun(model));
measure('tfjs', createTfjsRun(model));

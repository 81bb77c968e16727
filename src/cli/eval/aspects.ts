import { readFile } from 'node:fs/promises';
import { judgeAspects, locateAspect } from '../../language/aspects/index.ts';
import { bootstrap, toShare } from '../../language/measure/interval.ts';
import { macroF1 } from '../../language/measure/macro-f1.ts';
import { createSeededRandom } from '../../shared/random.ts';
import { openMoodReader } from '../open-models.ts';
import { readMoods } from '../read-moods.ts';
import type { EvalKind } from './eval-kind.ts';
import { parseEvalFiles } from './parse-eval-files.ts';

/**
 * `accuracy` and `macroF1` of the mood towards each aspect given; `wholeText` is what the mood of the whole message
 * would get, and `contrast` the accuracy in texts whose aspects are both good and bad. `n` counts aspects.
 */
export const aspectsEval: EvalKind = async (args) => {
  const { data, models } = parseEvalFiles(args);
  const read = await openMoodReader({ models });
  const answers = readMoods(await readFile(data, 'utf8')).flatMap(({ text, aspects }) => {
    const known = aspects.flatMap(({ term, start, mood }) => (mood === undefined ? [] : [{ term, start, mood }]));
    const whole = read.readMessage(text).sentiment.label;
    const moods = new Set(known.map(({ mood }) => mood));
    const isContrast = moods.has('pos') && moods.has('neg');
    const judged = judgeAspects(
      text,
      known.map((aspect) => locateAspect(text, aspect)),
      read,
    );
    return judged.map(({ label }, index) => ({ truth: known[index]?.mood as string, said: label, whole, isContrast })); // one each
  });
  const truth = answers.map((answer) => answer.truth);
  const said = answers.map((answer) => answer.said);
  const contrast = answers.filter(({ isContrast }) => isContrast);
  return {
    accuracy: toShare(answers.filter((answer) => answer.said === answer.truth).length, answers.length),
    macroF1: bootstrap(answers.length, (rows) => macroF1(truth, said, rows), createSeededRandom(1)),
    contrast: toShare(contrast.filter((answer) => answer.said === answer.truth).length, contrast.length),
    wholeText: toShare(answers.filter(({ whole, truth: right }) => whole === right).length, answers.length),
  };
};

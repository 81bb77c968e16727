import { readFile } from 'node:fs/promises';
import { OUT_OF_SCOPE, type ReadIntent } from '../../language/intent/index.ts';
import { auroc } from '../../language/measure/auroc.ts';
import { bootstrap, type Measured, toShare } from '../../language/measure/interval.ts';
import { macroF1 } from '../../language/measure/macro-f1.ts';
import { createSeededRandom } from '../../shared/random.ts';
import { UsageError } from '../command.ts';
import { openIntentReader } from '../open-models.ts';
import { parseOptions } from '../parse-options.ts';
import { type LabelledRow, readLabelled } from '../read-labelled.ts';
import type { EvalKind } from './eval-kind.ts';

/** Intents that all end in "look it up in the articles": taken for each other they cost nothing. */
const FALLBACK: ReadonlySet<string> = new Set(['consultation', 'smalltalk', OUT_OF_SCOPE]);

interface Answer {
  readonly truth: string;
  readonly source: string | undefined;
  /** The label given. */
  readonly said: string;
  /** The likeliest intent, also where the message was called out of scope. */
  readonly best: string;
  readonly confidence: number;
}

/**
 * `accuracy` and `macroF1` count `out_of_scope` as a label like others; `inScopeAccuracy` asks for the likeliest intent
 * of messages in scope, `oosRecall` and `falseOos` how often the threshold is right and wrong, `oosAuroc` how well
 * confidence parts the two kinds; `accuracy:SOURCE` and, with the default labels, `fallbackMerged` follow.
 */
export const intentEval: EvalKind = async (args) => {
  const { values } = parseOptions({
    args: [...args],
    options: { data: { type: 'string' }, models: { type: 'string' }, 'intent-model': { type: 'string' } },
  });
  if (values.data === undefined) throw new UsageError('--data is missing; name the file with labelled messages');
  const read = await openIntentReader({ models: values.models, intentModel: values['intent-model'] });
  const rows = readLabelled(await readFile(values.data, 'utf8'));
  return measureIntents(rows.map((row) => toAnswer(row, read)));
};

function toAnswer({ text, label, source }: LabelledRow, read: ReadIntent): Answer {
  const { intent, alternatives } = read(text);
  const best = intent.label === OUT_OF_SCOPE ? alternatives[0] : intent;
  return { truth: label, source, said: intent.label, best: best?.label ?? '', confidence: best?.confidence ?? 0 };
}

function measureIntents(answers: readonly Answer[]): Readonly<Record<string, Measured>> {
  const truth = answers.map((answer) => answer.truth);
  const said = answers.map((answer) => answer.said);
  const metrics: Record<string, Measured> = {
    accuracy: shareOf(answers, isRight),
    macroF1: bootstrap(answers.length, (rows) => macroF1(truth, said, rows), createSeededRandom(1)),
  };
  const inScope = answers.filter((answer) => answer.truth !== OUT_OF_SCOPE);
  const outside = answers.filter((answer) => answer.truth === OUT_OF_SCOPE);
  metrics.inScopeAccuracy = shareOf(inScope, (answer) => answer.best === answer.truth);
  if (outside.length > 0 && inScope.length > 0) {
    metrics.inScopeAnswered = shareOf(inScope, isRight);
    metrics.oosRecall = shareOf(outside, isRight);
    metrics.falseOos = shareOf(inScope, (answer) => answer.said === OUT_OF_SCOPE);
    const scores = Float64Array.from(answers, (answer) => answer.confidence);
    const isInScope = answers.map((answer) => answer.truth !== OUT_OF_SCOPE);
    metrics.oosAuroc = bootstrap(answers.length, (rows) => auroc(scores, isInScope, rows), createSeededRandom(2));
  }
  if (answers.some((answer) => answer.truth === 'consultation')) {
    metrics.fallbackMerged = shareOf(answers, isNearlyRight);
  }
  const sources = new Set(answers.flatMap(({ source }) => source ?? []));
  for (const source of sources) {
    const own = answers.filter((answer) => answer.source === source);
    metrics[`accuracy:${source}`] = shareOf(own, isRight);
    if (metrics.fallbackMerged) metrics[`fallbackMerged:${source}`] = shareOf(own, isNearlyRight);
  }
  return metrics;
}

function isRight({ truth, said }: Answer): boolean {
  return truth === said;
}

function isNearlyRight(answer: Answer): boolean {
  return isRight(answer) || (FALLBACK.has(answer.truth) && FALLBACK.has(answer.said));
}

function shareOf(answers: readonly Answer[], test: (answer: Answer) => boolean): Measured {
  return toShare(answers.filter(test).length, answers.length);
}

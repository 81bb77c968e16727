import {
  type AskedAspect,
  createAspectFinder,
  type JudgedAspect,
  judgeAspects,
  locateAspect,
} from '../language/aspects/index.ts';
import { detectLanguage } from '../language/detect/detect-language.ts';
import { findEntities } from '../language/entities/index.ts';
import { judgeUrgency } from '../language/urgency/index.ts';
import { maskText } from '../privacy/mask.ts';
import { firstIssue, z } from '../schema/zod.ts';
import type { Command } from './command.ts';
import { openIntentReader, openMoodReader } from './open-models.ts';
import { parseOptions } from './parse-options.ts';
import { readAspects } from './read-aspects.ts';
import { readJsonLines } from './read-json-lines.ts';

interface Message {
  /** Echoed as it came; any JSON value. */
  readonly id: unknown;
  readonly text: string;
  /** Aspects to judge instead of those found. */
  readonly aspects: readonly AskedAspect[] | undefined;
}

const aspectSchema = z.looseObject({
  term: z.string(),
  start: z.optional(z.nullable(z.number())),
  from: z.optional(z.nullable(z.number())),
});
const messageSchema = z.looseObject({ text: z.string(), aspects: z.optional(z.array(aspectSchema)) });

/** Confidences are written with so many decimals: the last bits of an exponential may differ between machines. */
const DECIMALS = 4;

export const understandCommand: Command = {
  name: 'understand',
  summary: 'tell what messages are about',
  usage: `helplet understand [--models FOLDER] [--intent-model FOLDER] [--aspects FILE] < messages.jsonl

Reads {"id","text","aspects"?:[{"term","start"?}]} lines and writes {"id","lang","intent","alternatives","sentiment",
"aspects","frustration","urgency","entities","masked"} lines, in the same order. Given aspects are judged in their order; without any,
those of shops and services are looked for.
  --models FOLDER         models to use instead of the shipped ones
  --intent-model FOLDER   a site's own intents, as \`helplet train intent\` wrote them
  --aspects FILE          what else to look for: [{"aspect":"gearbox","terms":["gear box","变速箱"]}]`,
  async run(args, io) {
    const { values } = parseOptions({
      args: [...args],
      options: { models: { type: 'string' }, 'intent-model': { type: 'string' }, aspects: { type: 'string' } },
    });
    const readIntent = await openIntentReader({ models: values.models, intentModel: values['intent-model'] });
    const mood = await openMoodReader({ models: values.models });
    const findAspects = createAspectFinder(await readAspects(values.aspects));
    for (const { id, text, aspects } of readJsonLines(await io.readStdin(), checkMessage)) {
      const { intent, alternatives } = readIntent(text);
      const { sentiment, frustration } = mood.readMessage(text);
      const found = aspects ? aspects.map((asked) => locateAspect(text, asked)) : findAspects(text);
      const line = {
        id,
        lang: detectLanguage(text),
        intent: roundGuess(intent),
        alternatives: alternatives.map(roundGuess),
        sentiment: { label: sentiment.label, score: round(sentiment.score) },
        aspects: judgeAspects(text, found, mood).map(toAspectLine),
        frustration: round(frustration),
        urgency: round(judgeUrgency(text).value),
        entities: findEntities(text),
        masked: maskText(text).text,
      };
      io.out(`${JSON.stringify(line)}\n`);
    }
    return 0;
  },
};

function checkMessage(value: unknown, line: number): { readonly row: Message } | { readonly fault: string } {
  const parsed = messageSchema.safeParse(value);
  if (parsed.success) {
    const { id, text, aspects } = parsed.data;
    const asked = aspects?.map(({ term, start, from }) => ({ term, start: start ?? from ?? undefined }));
    return { row: { id: id === undefined ? String(line) : id, text, aspects: asked } };
  }
  const { field, reason } = firstIssue(parsed.error);
  return { fault: `${field || 'the line'} ${reason}; write {"id": …, "text": "…"}` };
}

function roundGuess({ label, confidence }: { readonly label: string; readonly confidence: number }) {
  return { label, confidence: round(confidence) };
}

function round(value: number): number {
  return Number(value.toFixed(DECIMALS));
}

function toAspectLine({ aspect, text, start, end, label }: JudgedAspect) {
  return { aspect, text, start, end, label };
}

import { detectLanguage } from '../language/detect/detect-language.ts';
import { firstIssue, z } from '../schema/zod.ts';
import type { Command } from './command.ts';
import { openIntentReader } from './open-models.ts';
import { parseOptions } from './parse-options.ts';
import { readJsonLines } from './read-json-lines.ts';

interface Message {
  /** Echoed as it came; any JSON value. */
  readonly id: unknown;
  readonly text: string;
}

const messageSchema = z.looseObject({ text: z.string() });

/** Confidences are written with so many decimals: the last bits of an exponential may differ between machines. */
const DECIMALS = 4;

export const understandCommand: Command = {
  name: 'understand',
  summary: 'tell what messages are about',
  usage: `helplet understand [--models FOLDER] [--intent-model FOLDER] < messages.jsonl

Reads {"id","text"} lines and writes {"id","lang","intent","alternatives"} lines, in the same order.
  --models FOLDER         models to use instead of the shipped ones
  --intent-model FOLDER   a site's own intents, as \`helplet train intent\` wrote them`,
  async run(args, io) {
    const { values } = parseOptions({
      args: [...args],
      options: { models: { type: 'string' }, 'intent-model': { type: 'string' } },
    });
    const readIntent = await openIntentReader({ models: values.models, intentModel: values['intent-model'] });
    for (const { id, text } of readJsonLines(await io.readStdin(), checkMessage)) {
      const { intent, alternatives } = readIntent(text);
      const line = { id, lang: detectLanguage(text), intent: round(intent), alternatives: alternatives.map(round) };
      io.out(`${JSON.stringify(line)}\n`);
    }
    return 0;
  },
};

function checkMessage(value: unknown, line: number): { readonly row: Message } | { readonly fault: string } {
  const parsed = messageSchema.safeParse(value);
  if (parsed.success) {
    const { id, text } = parsed.data;
    return { row: { id: id === undefined ? String(line) : id, text } };
  }
  const { field, reason } = firstIssue(parsed.error);
  return { fault: `${field || 'the line'} ${reason}; write {"id": …, "text": "…"}` };
}

function round({ label, confidence }: { readonly label: string; readonly confidence: number }) {
  return { label, confidence: Number(confidence.toFixed(DECIMALS)) };
}

import { type Command, UsageError } from './command.ts';
import type { EvalKind } from './eval/eval-kind.ts';

/** Loaded when named; one file each. */
const KINDS: Readonly<Record<string, () => Promise<EvalKind>>> = {
  search: async () => (await import('./eval/search.ts')).searchEval,
  intent: async () => (await import('./eval/intent.ts')).intentEval,
  sentiment: async () => (await import('./eval/sentiment.ts')).sentimentEval,
  aspects: async () => (await import('./eval/aspects.ts')).aspectsEval,
  frustration: async () => (await import('./eval/frustration.ts')).frustrationEval,
  urgency: async () => (await import('./eval/urgency.ts')).urgencyEval,
  masking: async () => (await import('./eval/masking.ts')).maskingEval,
};

export const evalCommand: Command = {
  name: 'eval',
  summary: 'measure quality on labelled data',
  usage: `helplet eval KIND --data FILE […]    KIND: ${Object.keys(KINDS).join(', ')}

Writes {"metric":{"value","n","lo","hi"},…}, each value with its 95 % interval.
  search --kb FILE [--typos FILE] [--outside FILE] [--no-meaning]   FILE: {"text","relevant":[article id]} a line; --queries is --data;
                                                     rows without "relevant" are questions no article answers
  intent [--models FOLDER] [--intent-model FOLDER]   FILE: {"text","label","source"?} a line
  sentiment [--models FOLDER]     FILE: {"text","label":"neg|neu|pos"} a line
  aspects [--models FOLDER]       FILE: {"text","aspects":[{"term","from","polarity"}]} a line
  frustration [--models FOLDER]   FILE: {"text","frustrated"} a line
  urgency                         FILE: {"text","urgency":"low|normal|high"} a line
  masking                         FILE: {"text"} a line, clean ones; recall is of spellings made here`,
  async run([name, ...args], io) {
    const load = name !== undefined && Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (!load) throw new UsageError(name === undefined ? 'measure what?' : `"${name}" is not measured`);
    const kind = await load();
    io.out(`${JSON.stringify(await kind(args, io))}\n`);
    return 0;
  },
};

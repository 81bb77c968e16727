import { utf8Bytes } from '../shared/bytes.ts';
import { type Conversation, offerOf, type Reply } from './state.ts';

/** One message, as a request takes it along. `time` is ISO 8601. */
export interface TranscriptLine {
  readonly author: 'visitor' | 'bot';
  readonly text: string;
  readonly time: string;
}

/** What of an event's 48 KiB a transcript may take; a message of full length still fits beside it. */
const MAX_BYTES = 6_000;

/**
 * What was said, oldest first; of a long conversation its end.
 * @param textOf a reply in the words the visitor read
 */
export function toTranscript(turns: Conversation, textOf: (reply: Reply) => string): readonly TranscriptLine[] {
  const lines = turns.flatMap(({ text, time, reply }) => {
    const at = new Date(time).toISOString();
    const asked: TranscriptLine = { author: 'visitor', text, time: at };
    return reply ? [asked, { author: 'bot' as const, text: textOf(reply), time: at }] : asked;
  });
  while (utf8Bytes(JSON.stringify(lines)) > MAX_BYTES) lines.shift();
  return lines;
}

/** The question a person is to answer: the last one that was more than small talk or a wish; empty without any. */
export function questionOf(turns: Conversation): string {
  const asked = turns.filter(({ reply, from }) => !from && (reply?.kind !== 'says' || offerOf(reply)));
  return (asked.findLast(({ reply }) => offerOf(reply) !== 'wish') ?? asked.at(-1))?.text ?? '';
}

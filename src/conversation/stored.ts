import { type Conversation, MAX_TURNS, type Summary, type Turn } from './state.ts';

/** A conversation as it lies on the device, all its text masked. */
export interface StoredConversation {
  /** Grows when a turn is written in another way. */
  readonly v: 1;
  /** Names the conversation in events. */
  readonly id: string;
  readonly turns: Conversation;
  /** What stood in the composer. */
  readonly text: string;
}

/** What an earlier visit stored; null where it is nothing we know, or damaged. */
export function readStored(value: unknown): StoredConversation | null {
  try {
    const { v, id, turns, text } = value as StoredConversation; // unknown: whatever is not so throws, or is seen below
    const isOurs = v === 1 && [id, text, ...turns.flatMap(textsOf)].every((part) => typeof part === 'string');
    return isOurs ? { v, id, turns: turns.slice(-MAX_TURNS), text } : null;
  } catch {
    return null;
  }
}

/** What of a turn is drawn without a further look. */
function textsOf({ id, text, time, reply }: Turn): readonly unknown[] {
  const articles: readonly Summary[] =
    reply === null ? [] : reply.kind === 'answer' ? [reply.hit] : reply.kind === 'choices' ? reply.hits : reply.nearest;
  return [id, text, new Date(time).toISOString(), ...articles.flatMap((article) => [article.id, article.title])];
}

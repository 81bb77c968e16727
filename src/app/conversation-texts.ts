import type { Reply, Says } from '../conversation/state.ts';
import type { AppTranslate, MessageKey } from './messages.ts';

/** What is said in a reply without an answer. Where there is nobody to write to, nobody is offered. */
export function sayKey(says: Says, canWrite: boolean): MessageKey {
  if (says === 'none') return 'kb.none';
  if (says === 'failed') return 'kb.failed';
  return says === 'unsure' && !canWrite ? 'conversation.unsurePlain' : `conversation.${says}`;
}

/** A reply as plain text, for a request's transcript. */
export function replyText(reply: Reply, t: AppTranslate): string {
  if (reply.kind === 'says') return t(sayKey(reply.says, true));
  const lines =
    reply.kind === 'answer'
      ? [reply.hit.title, reply.hit.passage]
      : [t('conversation.which'), ...reply.hits.map(({ title }) => title)];
  return lines.filter(Boolean).join('\n');
}

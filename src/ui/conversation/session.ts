import type { App } from '../../app/app.ts';
import { type ConversationActions, createConversationActions } from '../../app/conversation.ts';
import type { Route } from '../../app/state.ts';
import { maskText } from '../../privacy/mask.ts';
import { createUuidV7 } from '../../shared/ids.ts';
import { systemRandomBytes } from '../../shared/random.ts';

/** A conversation and what its view has to remember while another view is shown. */
export interface Session {
  readonly actions: ConversationActions;
  /** The view that came with a question and has asked it: coming back to it does not ask again. */
  asked?: Route;
  /** The newest message the visitor was shown. */
  seen?: string;
}

const sessions = /* @__PURE__ */ new WeakMap<App, Session>();

/** What reads messages by rules: a file of its own, as large as the rest of this chunk. */
const loadRules = () => import('../../conversation/reading.ts');

/** The conversation of an app: the same one each time. */
export function sessionOf(app: App): Session {
  const known = sessions.get(app);
  if (known) return known;
  const { state, knowledge, visitor, clock } = app;
  loadRules().catch(() => undefined); // so that they are there before the first question; it is told what failed
  const session: Session = {
    actions: createConversationActions({
      ...app,
      loadKnowledge: knowledge.load,
      search: knowledge.search,
      read: async (text) => (await loadRules()).readMessage(text),
      drafts: app.storage.keyValue('drafts'),
      key: () => `conversation${visitor.suffix()}`,
      mask: (text) => maskText(text).text,
      toTeam: ({ question, transcript }) => {
        const isEmpty = state.draft.peek().body.trim() === '';
        app.changeDraft({ ...(isEmpty && { body: question }), transcript });
        app.go({ kind: 'ticket' });
      },
      createId: () => createUuidV7(clock, systemRandomBytes),
    }),
  };
  sessions.set(app, session);
  return session;
}

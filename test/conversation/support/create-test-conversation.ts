import {
  type Carried,
  type ConversationActions,
  type ConversationOptions,
  createConversationActions,
} from '../../../src/app/conversation.ts';
import { readMessage } from '../../../src/conversation/reading.ts';
import english from '../../../src/i18n/messages/conversation.en.json';
import { maskText } from '../../../src/privacy/mask.ts';
import { createTestApp, type TestApp, type TestAppOptions } from '../../support/app/create-test-app.ts';
import { settle } from '../../support/outbox/manual-clock.ts';
import { createScriptedTransport, UNAVAILABLE } from '../../support/outbox/scripted-transport.ts';

export interface TestConversation extends TestApp {
  readonly actions: ConversationActions;
  /** What went to a person, in order. */
  readonly carried: Carried[];
  /** The questions and what was answered: a text, or an article's id. */
  said(): readonly (readonly [question: string, reply: string | null])[];
  /** Asks and waits for the answer. */
  ask(text: string): Promise<void>;
  /** What lies on the device. */
  stored(): Promise<unknown>;
  /** The conversation as the next page finds it. */
  reload(changes?: Partial<ConversationOptions>): ConversationActions;
}

/** A server that is down: what was sent stays to be looked at. */
function unreachable() {
  return createScriptedTransport(Array.from({ length: 100 }, () => UNAVAILABLE));
}

/** A conversation over the real app, engine, outbox and storage; the panel is open and the articles are there. */
export async function createTestConversation(
  options: TestAppOptions = {},
  changes: Partial<ConversationOptions> = {},
): Promise<TestConversation> {
  const test = createTestApp({ outbox: { transport: unreachable() }, ...options });
  const { app } = test;
  await app.open({ kind: 'home' });
  await app.texts.add(english);
  const drafts = app.storage.keyValue('drafts');
  const key = () => `conversation${app.visitor.suffix()}`;
  const carried: Carried[] = [];
  let ids = 0;
  const create = (more: Partial<ConversationOptions> = {}) =>
    createConversationActions({
      ...app,
      loadKnowledge: app.knowledge.load,
      search: app.knowledge.search,
      read: async (text) => readMessage(text),
      drafts,
      key,
      mask: (text) => maskText(text).text,
      toTeam: (one) => carried.push(one),
      createId: () => `id-${++ids}`,
      ...changes,
      ...more,
    });
  const actions = create();
  await settle();
  return {
    ...test,
    actions,
    carried,
    said: () =>
      actions.turns.value.map(({ text, reply }) => [
        text,
        reply && (reply.kind === 'answer' ? reply.hit.id : reply.kind === 'says' ? reply.says : reply.kind),
      ]),
    async ask(text) {
      actions.ask(text);
      await settle();
    },
    async stored() {
      await settle();
      const result = await drafts.get(key());
      return result.ok ? result.value : result.reason;
    },
    reload: create,
  };
}

import { createConversationActions } from '../../app/conversation.ts';
import english from '../../i18n/messages/conversation.en.json';
import css from './Conversation.css?inline';
import { Conversation } from './Conversation.tsx';

/** The conversation, its texts and style rules: a chunk of its own, fetched with its first use. */
export const conversationPart = { createConversationActions, Conversation, english, css };

export type ConversationPart = typeof conversationPart;

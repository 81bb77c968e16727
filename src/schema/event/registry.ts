import { answerGivenSchema } from './answer-given.ts';
import { answerRatedSchema } from './answer-rated.ts';
import { articleRatedSchema } from './article-rated.ts';
import { articleViewedSchema } from './article-viewed.ts';
import { consentChangedSchema } from './consent-changed.ts';
import { handoffRequestedSchema } from './handoff-requested.ts';
import { identityChangedSchema } from './identity-changed.ts';
import { messageCreatedSchema } from './message-created.ts';
import { messageSeenSchema } from './message-seen.ts';
import { searchPerformedSchema } from './search-performed.ts';
import { suggestionClickedSchema } from './suggestion-clicked.ts';
import { suggestionShownSchema } from './suggestion-shown.ts';
import { surveyAnsweredSchema } from './survey-answered.ts';
import { surveyDismissedSchema } from './survey-dismissed.ts';
import { surveyShownSchema } from './survey-shown.ts';
import { ticketCreatedSchema } from './ticket-created.ts';
import { ticketReopenedSchema } from './ticket-reopened.ts';
import { ticketSolvedSchema } from './ticket-solved.ts';
import { ticketUpdatedSchema } from './ticket-updated.ts';
import { visitorErasedSchema } from './visitor-erased.ts';
import { widgetOpenedSchema } from './widget-opened.ts';

/** The schema of `data` for every event type there is. For receivers; the page knows the types it sends. */
export const eventSchemas = {
  'helplet.ticket.created': ticketCreatedSchema,
  'helplet.ticket.updated': ticketUpdatedSchema,
  'helplet.ticket.solved': ticketSolvedSchema,
  'helplet.ticket.reopened': ticketReopenedSchema,
  'helplet.message.created': messageCreatedSchema,
  'helplet.message.seen': messageSeenSchema,
  'helplet.answer.given': answerGivenSchema,
  'helplet.answer.rated': answerRatedSchema,
  'helplet.handoff.requested': handoffRequestedSchema,
  'helplet.search.performed': searchPerformedSchema,
  'helplet.article.viewed': articleViewedSchema,
  'helplet.article.rated': articleRatedSchema,
  'helplet.suggestion.shown': suggestionShownSchema,
  'helplet.suggestion.clicked': suggestionClickedSchema,
  'helplet.survey.shown': surveyShownSchema,
  'helplet.survey.dismissed': surveyDismissedSchema,
  'helplet.survey.answered': surveyAnsweredSchema,
  'helplet.widget.opened': widgetOpenedSchema,
  'helplet.consent.changed': consentChangedSchema,
  'helplet.identity.changed': identityChangedSchema,
  'helplet.visitor.erased': visitorErasedSchema,
} as const;

export type EventType = keyof typeof eventSchemas;

import { answerRatedSchema } from '../schema/event/answer-rated.ts';
import { articleRatedSchema } from '../schema/event/article-rated.ts';
import { surveyAnsweredSchema } from '../schema/event/survey-answered.ts';
import { ticketCreatedSchema } from '../schema/event/ticket-created.ts';
import { z } from '../schema/zod.ts';

/** What every row of the collector's reading routes has. Times are ISO 8601. */
const rowFields = {
  seq: z.int(),
  id: z.string(),
  tenant: z.string(),
  receivedAt: z.string(),
  time: z.string(),
};

const ticketStates = ['open', 'solved'] as const;

/** A ticket as `GET /v1/tickets` and the stream give it. */
export const ticketRecordSchema = z.object({
  ...rowFields,
  state: z.enum(ticketStates),
  data: ticketCreatedSchema,
});

/** A rating as `GET /v1/ratings` and the stream give it. */
export const ratingRecordSchema = z.discriminatedUnion('type', [
  z.object({ ...rowFields, type: z.literal('helplet.survey.answered'), data: surveyAnsweredSchema }),
  z.object({ ...rowFields, type: z.literal('helplet.article.rated'), data: articleRatedSchema }),
  z.object({ ...rowFields, type: z.literal('helplet.answer.rated'), data: answerRatedSchema }),
]);

/** A change of a ticket's state, from the stream. */
export const ticketStateSchema = z.object({ tenant: z.string(), ticket: z.string(), state: z.enum(ticketStates) });

export type TicketRecord = z.infer<typeof ticketRecordSchema>;
export type RatingRecord = z.infer<typeof ratingRecordSchema>;

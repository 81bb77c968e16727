import { z } from '../zod.ts';

/**
 * CloudEvents 1.0 in JSON (github.com/cloudevents/spec, v1.0.2). `id` is a UUIDv7 minted once on the device:
 * also the idempotency key.
 */
export const envelopeSchema = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)),
  source: z.string().check(z.minLength(1), z.maxLength(2_000)),
  type: z.string().check(z.minLength(1), z.maxLength(200)),
  /** When it happened on the device, ISO 8601 with zone. */
  time: z.iso.datetime({ offset: true }),
  datacontenttype: z.optional(z.string()),
  /** When this try was sent, ISO 8601: the only attribute that may differ between two tries of one event. */
  sentat: z.optional(z.iso.datetime({ offset: true })),
  data: z.record(z.string(), z.unknown()),
});

export type Envelope = z.infer<typeof envelopeSchema>;

/** Fields every event's `data` has. */
export const commonData = {
  /** Pseudonymous id of this browser's visitor. */
  visitor: z.string().check(z.minLength(1), z.maxLength(200)),
  conversation: z.optional(z.string().check(z.maxLength(200))),
  channel: z.string().check(z.minLength(1), z.maxLength(50)),
  /** BCP 47. */
  lang: z.string().check(z.minLength(1), z.maxLength(35)),
  /** Address of the page, without query and fragment. */
  page: z.optional(z.string().check(z.maxLength(2_000))),
};

/** A number in [0, 1]. */
export const confidence01 = z.number().check(z.gte(0), z.lte(1));

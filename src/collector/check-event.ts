import { envelopeSchema } from '../schema/event/envelope.ts';
import { type EventType, eventSchemas } from '../schema/event/registry.ts';
import { firstIssue } from '../schema/zod.ts';
import { canonicalHash, isTooDeep } from './canonical-hash.ts';
import type { NewEvent } from './store.ts';

export type CheckedEvent =
  | { readonly kind: 'valid'; readonly row: NewEvent }
  /** `reason` names a field of the schema and what is wrong with it; never a value, nor a name the sender made up. */
  | { readonly kind: 'invalid'; readonly id: string; readonly reason: string };

/**
 * Checks one item of a request against the envelope's and its type's schema.
 * @param receivedAt ms since the epoch, collector's clock
 */
export function checkEvent(item: unknown, tenant: string, receivedAt: number): CheckedEvent {
  if (isTooDeep(item)) return { kind: 'invalid', id: idOf(item), reason: 'nested too deeply' };
  const envelope = envelopeSchema.safeParse(item);
  if (!envelope.success) return { kind: 'invalid', id: idOf(item), reason: reasonOf(envelope.error, '') };
  const event = envelope.data;
  if (!isEventType(event.type)) return { kind: 'invalid', id: event.id, reason: 'type: unknown' };
  const data = eventSchemas[event.type].safeParse(event.data);
  if (!data.success) return { kind: 'invalid', id: event.id, reason: reasonOf(data.error, 'data.') };
  return {
    kind: 'valid',
    row: {
      tenant,
      id: event.id,
      type: event.type,
      visitor: data.data.visitor,
      hash: canonicalHash(event, 'sentat'),
      receivedAt,
      time: trueTime(receivedAt, event.time, event.sentat),
      ticket: ticketOf(event.type, event.data),
      event,
    },
  };
}

/**
 * When it happened by the collector's clock: the device's own measure of how long the event waited, counted back
 * from its arrival. Without `sentat` the device is believed, but nothing happens after it arrived.
 */
function trueTime(receivedAt: number, time: string, sentat: string | undefined): number {
  if (sentat === undefined) return Math.min(receivedAt, Date.parse(time));
  return receivedAt - Math.max(0, Date.parse(sentat) - Date.parse(time));
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventSchemas, type);
}

function ticketOf(type: EventType, data: Readonly<Record<string, unknown>>): string | null {
  const ticket = type === 'helplet.ticket.created' ? data.id : data.ticket;
  return typeof ticket === 'string' ? ticket : null;
}

/** Only the outermost field: deeper ones may be names a visitor typed (keys of `fields`, `answers`). */
function reasonOf(error: Parameters<typeof firstIssue>[0], prefix: string): string {
  const { field, reason } = firstIssue(error);
  const [outermost = ''] = field.split('.');
  return outermost === '' ? reason : `${prefix}${outermost}: ${reason}`;
}

/** The id as sent, so that the sender can find his row; cut, because it was not checked. */
function idOf(item: unknown): string {
  if (typeof item !== 'object' || item === null || !('id' in item)) return '';
  return typeof item.id === 'string' ? item.id.slice(0, 100) : '';
}

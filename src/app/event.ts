import type { Envelope } from '../schema/event/envelope.ts';
import type { Clock } from '../shared/clock.ts';

export interface EventContext {
  readonly createId: () => string;
  readonly clock: Clock;
  /** Address of the page. */
  readonly pageUrl: () => string;
  readonly visitor: () => Promise<string>;
  readonly lang: () => string;
}

/**
 * A CloudEvent about something that just happened. Query and fragment are cut from the page's address:
 * they can hold tokens and names.
 * @param type without the leading `helplet.`
 */
export async function createEvent(
  context: EventContext,
  type: string,
  data: (id: string) => Readonly<Record<string, unknown>>,
): Promise<Envelope> {
  const id = context.createId();
  const time = new Date(context.clock()).toISOString();
  const url = new URL(context.pageUrl());
  const own = data(id);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return {
    specversion: '1.0',
    id,
    source: isWeb ? url.origin : 'helplet:widget',
    type: `helplet.${type}`,
    time,
    datacontenttype: 'application/json',
    data: {
      visitor: own.visitor ?? (await context.visitor()),
      channel: 'widget',
      lang: context.lang(),
      ...(isWeb && { page: (url.origin + url.pathname).slice(0, 2_000) }),
      ...own,
    },
  };
}

import type { Clock } from '../../shared/clock.ts';
import type { Random } from '../../shared/random.ts';
import type { Sender } from '../admit-sender.ts';
import { checkEvent } from '../check-event.ts';
import type { GroupCommit } from '../group-commit.ts';
import { readBody } from '../read-body.ts';
import { errorReply, jsonReply } from '../replies.ts';
import type { AppendResult, NewEvent } from '../store.ts';

/** The answer to `POST /v1/events`: each event's id once, in the order of the request. */
export interface EventsReply {
  readonly accepted: readonly string[];
  readonly duplicates: readonly string[];
  readonly rejected: readonly { readonly id: string; readonly reason: string }[];
}

export interface ReceiveEventsOptions {
  readonly commits: GroupCommit;
  readonly clock: Clock;
  readonly random: Random;
  readonly maxBodyBytes: number;
  /** Gives the refusal of a sender, or null. */
  readonly admit: (sender: Sender) => Response | null;
}

const mediaTypes = new Set([
  'application/cloudevents-batch+json',
  'application/cloudevents+json',
  'application/json',
  'text/plain', // needs no preflight, and is what sendBeacon sends
]);

/**
 * Takes a batch of events and answers when each of them is on disk, or why it is not. `helplet.visitor.erased` deletes
 * all events of `data.visitor`; what comes of that visitor later is rejected as `erased`.
 *
 * Whoever knows a visitor's id may erase it, and needs no other proof: it is a pseudonym made of random bits on his
 * device (122 in a UUIDv4, 74 in a UUIDv7), too many to be guessed over a network, and only he and the team that reads
 * his events get to know it. A sender that names visitors by anything guessable, an address say, gives that away.
 */
export function createReceiveEvents(
  options: ReceiveEventsOptions,
): (request: Request, sender: Sender) => Promise<Response> {
  const { commits, clock, random, maxBodyBytes, admit } = options;

  const refuse = async (reason: 'queue-full' | 'store-failed'): Promise<Response> =>
    errorReply(503, reason, 'Events cannot be stored at the moment; try again later.', {
      'retry-after': String(1 + Math.floor(random() * 5)), // spread, so that all who are refused do not come back at once
    });

  return async (request, sender) => {
    const refusal = admit(sender);
    if (refusal) return refusal;

    const body = await readBody(request, maxBodyBytes);
    if (body.kind === 'too-large') {
      return errorReply(413, 'too-large', `The body is larger than ${maxBodyBytes} bytes; send fewer events at once.`);
    }
    const mediaType = (request.headers.get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!mediaTypes.has(mediaType)) return errorReply(400, 'content-type', 'Send JSON with a JSON content type.');
    const items = body.kind === 'text' ? parseItems(body.text) : null;
    if (!items) return errorReply(400, 'malformed', 'The body is not a JSON array of events, nor one event.');

    const receivedAt = clock();
    const checked = items.map((item) => checkEvent(item, sender.tenant, receivedAt));
    const rows = checked.flatMap((event) => (event.kind === 'valid' ? [event.row] : []));
    const rejected = checked.flatMap((event) =>
      event.kind === 'invalid' ? [{ id: event.id, reason: event.reason }] : [],
    );
    if (rows.length === 0 && rejected.length > 0) {
      const error = { code: 'invalid', message: 'No event is valid.' };
      return jsonReply({ error, accepted: [], duplicates: [], rejected }, 400);
    }
    const outcome = await commits.append(rows);
    if (outcome.kind === 'refused') return refuse(outcome.reason);
    const refused = (['conflict', 'erased'] as const).flatMap((reason) =>
      idsOf(rows, outcome.results, reason).map((id) => ({ id, reason })),
    );
    const reply: EventsReply = {
      accepted: idsOf(rows, outcome.results, 'accepted'),
      duplicates: idsOf(rows, outcome.results, 'duplicate'),
      rejected: [...rejected, ...refused],
    };
    return jsonReply(reply);
  };
}

function idsOf(rows: readonly NewEvent[], results: readonly AppendResult[], wanted: AppendResult): readonly string[] {
  return rows.flatMap((row, index) => (results[index] === wanted ? [row.id] : []));
}

/** The events of a body; a single object counts as one. Null when it is neither. */
function parseItems(text: string): readonly unknown[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? [value] : null;
}

/** One server-sent event. */
export interface ServerSentEvent {
  readonly id: string;
  readonly name: string;
  readonly data: string;
}

/**
 * Reads a stream of server-sent events (WHATWG HTML §9.2.6) piece by piece; a piece may end anywhere. Comments and
 * `retry` are passed over. `EventSource` would do this, but cannot send a token.
 * @returns a function that takes the next piece and gives the events complete by now
 */
export function createEventParser(): (piece: string) => readonly ServerSentEvent[] {
  let rest = '';
  let fields = { id: '', name: 'message', data: [] as string[] };
  return (piece) => {
    const events: ServerSentEvent[] = [];
    // A CR at the very end may be half of a CRLF: it waits for the next piece.
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (fields.data.length > 0) events.push({ id: fields.id, name: fields.name, data: fields.data.join('\n') });
        fields = { id: fields.id, name: 'message', data: [] };
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') fields.data.push(value);
      else if (field === 'event') fields.name = value;
      else if (field === 'id') fields.id = value;
    }
    return events;
  };
}

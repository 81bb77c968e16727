/** A whole HTTP/1.1 request. */
export interface HttpMessage {
  readonly method: string;
  readonly path: string;
  /** Request line and headers with the empty line that ends them. */
  readonly head: Buffer;
  readonly body: Buffer;
}

/** A request that came through the proxy. */
export interface Exchange extends HttpMessage {
  /** Which of the requests it was, from 0; −1 for preflights. */
  readonly index: number;
  /** Ms since the epoch. */
  readonly at: number;
}

/** The request at the start of what was received, or null while it is not whole. */
export function readMessage(received: Buffer): HttpMessage | null {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const head = received.subarray(0, headEnd + 4);
  const text = head.toString('latin1');
  const [method = '', path = ''] = text.split(' ', 2);
  const length = Number(/^content-length: *(\d+)/im.exec(text)?.[1] ?? 0);
  const body = received.subarray(head.length, head.length + length);
  return body.length === length ? { method, path, head, body } : null;
}

/** The request with a header set. */
export function withHeader(message: HttpMessage, name: string, value: string): HttpMessage {
  const [first = '', ...lines] = message.head.toString('latin1').trimEnd().split('\r\n');
  const kept = lines.filter((line) => !line.toLowerCase().startsWith(`${name}:`));
  return { ...message, head: Buffer.from(`${[first, ...kept, `${name}: ${value}`].join('\r\n')}\r\n\r\n`, 'latin1') };
}

/** Text of an answer. Pages of other origins may read it unless `cors` is false. */
export function httpReply(
  status: number,
  body = '',
  headers: Readonly<Record<string, string>> = {},
  { cors = true }: { readonly cors?: boolean } = {},
): string {
  const all = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
    ...(cors ? { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after, date' } : {}),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Injected\r\n${lines.join('')}\r\n${body}`;
}

/** The body of a collector's answer: chunked or with a length, always small. */
export function replyBody(reply: Buffer): string {
  const [, body = ''] = reply.toString().split('\r\n\r\n', 2);
  return body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1);
}

/** Ids of the events in a request. */
export function idsIn({ body }: HttpMessage): readonly string[] {
  return (JSON.parse(body.toString()) as readonly { readonly id: string }[]).map(({ id }) => id);
}

export type BodyReading =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-utf8' };

/**
 * Reads a request's body as UTF-8, never holding more than `maxBytes` of it: a larger `content-length` is refused
 * unread, and a body without one is given up at the first byte too many.
 */
export async function readBody(request: Request, maxBytes: number): Promise<BodyReading> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return { kind: 'too-large' };
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (request.body) {
    const reader = request.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes += next.value.byteLength;
      if (bytes > maxBytes) {
        reader.releaseLock(); // not cancel(): that closes the socket before the answer is out
        return { kind: 'too-large' };
      }
      chunks.push(next.value);
    }
  }
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch {
    return { kind: 'not-utf8' }; // TextDecoder throws a TypeError for nothing else
  }
}

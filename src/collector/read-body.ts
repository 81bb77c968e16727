export type BodyReading =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-utf8' };

/** Reads a request's body as UTF-8, never holding more than `maxBytes` of it. */
export async function readBody(request: Request, maxBytes: number): Promise<BodyReading> {
  const bytes = await readBytes(request, maxBytes);
  if (!bytes) return { kind: 'too-large' };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'not-utf8' }; // TextDecoder throws a TypeError for nothing else
  }
}

/**
 * Reads a request's body, never holding more than `maxBytes` of it: a larger `content-length` is refused unread, and a
 * body without one is given up at the first byte too many.
 * @returns null when it is too large
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (request.body) {
    const reader = request.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes += next.value.byteLength;
      if (bytes > maxBytes) {
        reader.releaseLock(); // not cancel(): that closes the socket before the answer is out
        return null;
      }
      chunks.push(next.value);
    }
  }
  return Buffer.concat(chunks);
}

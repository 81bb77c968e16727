import type { AttachmentStore } from '../attachment-store.ts';
import { errorReply } from '../replies.ts';

/**
 * Gives one file (`GET /v1/attachments/:id`) for saving: it never opens as a page, runs nothing, is not taken for
 * anything else than it is, and stays in no cache. Source: OWASP File Upload Cheat Sheet.
 */
export function createGiveAttachment(
  store: AttachmentStore,
): (id: string, readable: readonly string[]) => Promise<Response> {
  return async (id, readable) => {
    const file = await store.read(readable, id);
    if (!file) return errorReply(404, 'not-found', 'There is no such file.');
    return new Response(Uint8Array.from(file.bytes), {
      headers: {
        'content-type': file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type,
        'content-disposition': `attachment; filename="${toAscii(file.name)}"; filename*=UTF-8''${toExtValue(file.name)}`,
        'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      },
    });
  };
}

/** For readers that know no other form (RFC 6266, appendix D). */
function toAscii(name: string): string {
  return name.replace(/[^ -~]|["\\%]/g, '_');
}

/** RFC 8187 §3.2.1: `encodeURIComponent` leaves four characters that the form does not allow. */
function toExtValue(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

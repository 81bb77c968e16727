import { createHash } from 'node:crypto';
import { checkFile, type FileRefusal } from '../../attachments/check-file.ts';
import { endsWhole } from '../../attachments/ends-whole.ts';
import { normaliseName } from '../../attachments/file-name.ts';
import { MAX_FILE_BYTES } from '../../attachments/limits.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Sender } from '../admit-sender.ts';
import type { AttachmentStore } from '../attachment-store.ts';
import { readBytes } from '../read-body.ts';
import { errorReply, jsonReply } from '../replies.ts';

/** The answer to a file that was kept, now or before: the proof that it is there. */
export interface AttachmentReply {
  readonly id: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface ReceiveAttachmentOptions {
  readonly store: AttachmentStore;
  readonly clock: Clock;
  /** Gives the refusal of a sender, or null. */
  readonly admit: (sender: Sender) => Response | null;
}

/** For developers; what the visitor is told is the widget's affair. */
const REFUSALS: Readonly<Record<FileRefusal | 'damaged', string>> = {
  empty: 'The file is empty.',
  active: 'HTML, SVG and XML are not taken: they can hold programs.',
  kind: 'Only PNG, JPEG, WebP, GIF, PDF and plain text are taken.',
  mismatch: 'Name, content type and content are not of one kind.',
  encoding: 'The text is not UTF-8.',
  damaged: 'The file does not end where it should.',
};

const MAX_VISITOR_LENGTH = 200;

/**
 * Takes one file (`PUT /v1/attachments/:id`): the body is its bytes, its name stands percent-encoded in
 * `x-helplet-name`, its visitor in `x-helplet-visitor`, and its SHA-256 in `x-helplet-sha256` where the page could make
 * one. Idempotent by id: 201 for a new file, 200 for the same again, 409 for other bytes. 413 and 415 (too large, of a
 * kind that is not taken) and 422 (its visitor was erased) are final; anything else may be tried again.
 */
export function createReceiveAttachment(
  options: ReceiveAttachmentOptions,
): (request: Request, id: string, sender: Sender) => Promise<Response> {
  const { store, clock, admit } = options;

  return async (request, id, sender) => {
    const refusal = admit(sender);
    if (refusal) return refusal;
    const name = readHeader(request, 'x-helplet-name');
    const visitor = readHeader(request, 'x-helplet-visitor');
    if (!name || !visitor || visitor.length > MAX_VISITOR_LENGTH) {
      return errorReply(400, 'headers', 'Send "x-helplet-name" and "x-helplet-visitor", percent-encoded.');
    }
    const type = request.headers.get('content-type') ?? '';
    if (type === '') return refuse('kind');

    const bytes = await readBytes(request, MAX_FILE_BYTES);
    if (!bytes) return errorReply(413, 'large', `The file is larger than ${MAX_FILE_BYTES} bytes.`);
    const cleanName = normaliseName(name);
    const checked = checkFile({ name: cleanName, type, bytes });
    if (checked.kind === 'refused') return refuse(checked.reason);
    if (!endsWhole(bytes, checked.type.mime)) return refuse('damaged');
    const hash = createHash('sha256').update(bytes).digest('hex');
    const announced = request.headers.get('x-helplet-sha256');
    if (announced !== null && announced.toLowerCase() !== hash) {
      return errorReply(400, 'hash', 'The bytes are not those of "x-helplet-sha256"; send them again.');
    }

    const { tenant } = sender;
    const file = { tenant, id, visitor, name: cleanName, type: checked.type.mime, bytes, hash, receivedAt: clock() };
    const result = await store.keep(file);
    if (result === 'conflict') return errorReply(409, 'conflict', 'Another file has this id.');
    if (result === 'erased') return errorReply(422, 'erased', 'The data of this visitor was erased.');
    const reply: AttachmentReply = { id, bytes: bytes.length, sha256: hash };
    return jsonReply(reply, result === 'accepted' ? 201 : 200);
  };
}

/** Headers are ASCII, so their text is percent-encoded; empty where it cannot be read. */
function readHeader(request: Request, name: string): string {
  try {
    return decodeURIComponent(request.headers.get(name) ?? '');
  } catch {
    return ''; // decodeURIComponent throws for nothing but broken encoding
  }
}

function refuse(reason: FileRefusal | 'damaged'): Response {
  return errorReply(415, reason, REFUSALS[reason]);
}

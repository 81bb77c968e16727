import { checkFile, type FileRefusal } from '../../attachments/check-file.ts';
import { normaliseName, withExtension } from '../../attachments/file-name.ts';
import { fileTypes } from '../../attachments/file-types.ts';
import { MAX_FILE_BYTES } from '../../attachments/limits.ts';
import { endsAsPdf } from '../../attachments/pdf-end.ts';
import { CanvasBlockedError, encodeImage } from './encode-image.ts';

/** `damaged`: cannot be read or opened. `blocked`: the browser lets no page work on images. */
export type PrepareRefusal = FileRefusal | 'large' | 'damaged' | 'blocked';

export type PreparedFile =
  | { readonly kind: 'ready'; readonly name: string; readonly blob: Blob }
  | { readonly kind: 'refused'; readonly reason: PrepareRefusal };

/** Photos come out of a phone larger than they go on from here. */
const MAX_ORIGINAL_BYTES = 30_000_000;

/** Checks a file the visitor has chosen and makes it ready; images are drawn anew. Never rejects. */
export async function prepareFile(file: File): Promise<PreparedFile> {
  try {
    if (file.size > MAX_ORIGINAL_BYTES) return refuse('large');
    const name = normaliseName(file.name);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const checked = checkFile({ name, type: file.type, bytes });
    if (checked.kind === 'refused') return checked;
    const { mime } = checked.type;
    const original = new Blob([bytes], { type: mime });
    if (mime.startsWith('image/')) return toReady(name, await redraw(original));
    return mime === 'text/plain' || endsAsPdf(bytes) ? toReady(name, original) : refuse('damaged');
  } catch (error) {
    return refuse(error instanceof CanvasBlockedError ? 'blocked' : 'damaged');
  }
}

/** An image's file as it may go on. A name's extension follows what the browser has written. */
export function toReady(name: string, blob: Blob): PreparedFile {
  if (blob.size > MAX_FILE_BYTES) return refuse('large');
  const { extensions = [] } = fileTypes.find(({ mime }) => mime === blob.type) ?? {};
  return { kind: 'ready', name: withExtension(name, extensions), blob };
}

async function redraw(original: Blob): Promise<Blob> {
  const image = await createImageBitmap(original);
  try {
    return await encodeImage(image, original.type);
  } finally {
    image.close();
  }
}

function refuse(reason: PrepareRefusal): PreparedFile {
  return { kind: 'refused', reason };
}

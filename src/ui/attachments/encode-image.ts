import { MAX_FILE_BYTES } from '../../attachments/limits.ts';

/** A part of an image, in its pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Longest side of an image that is sent, pixels. */
const MAX_SIDE = 2_000;

/** Small enough for letters to stay sharp. */
const QUALITY = 0.9;

/** The browser gives a canvas back as something else, to keep pages from telling it by its pixels (Tor Browser). */
export class CanvasBlockedError extends Error {}

/**
 * Draws an image anew, so that nothing is left of its file but what can be seen: no place, no camera, no other file
 * behind it. Parts to hide become solid black (a blur can be undone). PNG, JPEG and WebP stay what they are where the
 * browser can write them; anything else becomes PNG, and what is too large then JPEG.
 * @throws CanvasBlockedError, or whatever the browser throws when it has not the memory
 */
export async function encodeImage(image: ImageBitmap, type: string, hidden: readonly Box[] = []): Promise<Blob> {
  if (!canReadPixels()) throw new CanvasBlockedError();
  const scale = Math.min(1, MAX_SIDE / Math.max(image.width, image.height));
  const [canvas, context] = createCanvas(image.width * scale, image.height * scale);
  context.scale(scale, scale);
  context.drawImage(image, 0, 0);
  hideBoxes(context, hidden);
  const blob = await canvas.convertToBlob({ type, quality: QUALITY });
  if (blob.size <= MAX_FILE_BYTES) return blob;
  context.globalCompositeOperation = 'destination-over'; // JPEG has no transparency
  context.fillStyle = '#fff';
  context.fillRect(0, 0, image.width, image.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}

/** Paints parts black, to the last pixel they touch. */
export function hideBoxes(
  context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D,
  boxes: readonly Box[],
): void {
  context.fillStyle = '#000';
  for (const { left, top, width, height } of boxes) {
    const [x, y] = [Math.floor(left), Math.floor(top)];
    context.fillRect(x, y, Math.ceil(left + width) - x, Math.ceil(top + height) - y);
  }
}

function createCanvas(width: number, height: number) {
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
  const context = canvas.getContext('2d');
  if (!context) throw new CanvasBlockedError();
  return [canvas, context] as const;
}

function canReadPixels(): boolean {
  const [, context] = createCanvas(1, 1);
  context.fillStyle = '#f00';
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return red > 200 && green < 50 && blue < 50; // some browsers change the lowest bits
}

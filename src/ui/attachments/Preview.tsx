import { useEffect, useRef } from 'preact/hooks';
import type { AttachmentDraft } from '../../attachments/draft.ts';
import { Icon } from '../../parts/Icon.tsx';

/** Side of the picture, device pixels. */
const SIDE = 88;

/** A small picture of an image, drawn: strict pages allow no image by the address of a blob. */
export function Preview({ file: { blob, type } }: { readonly file: AttachmentDraft }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isImage = type.startsWith('image/');
  useEffect(() => {
    if (isImage) void draw(canvas.current, blob);
  }, [blob, isImage]);
  return isImage ? (
    <canvas ref={canvas} class="attachments-preview" width={SIDE} height={SIDE} />
  ) : (
    <Icon name="article" />
  );
}

async function draw(canvas: HTMLCanvasElement | null, blob: Blob): Promise<void> {
  const image = await createImageBitmap(blob).catch(() => null);
  if (!image) return; // only the picture is missing
  const scale = SIDE / Math.min(image.width, image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  canvas?.getContext('2d')?.drawImage(image, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
  image.close();
}

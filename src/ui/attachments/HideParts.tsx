import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AttachmentDraft } from '../../attachments/draft.ts';
import { useApp } from '../context.ts';
import { ARROWS, boxBetween, changeBox, firstBox, within } from './box-keys.ts';
import { type Box, encodeImage, hideBoxes } from './encode-image.ts';

export interface HidePartsProps {
  readonly file: AttachmentDraft;
  /** The image with the parts hidden; null where nothing was. */
  readonly onClose: (blob: Blob | null) => void;
  readonly onError: () => void;
}

/** A pull shorter than this on either side was a click: share of the image's width. */
const SHORTEST_PULL = 0.005;

/** Hides parts of an image, by pointer or by keyboard. Over the whole page, to have room; the image itself stays as it is. */
export function HideParts({ file, onClose, onError }: HidePartsProps) {
  const t = useApp().state.t.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const title = useId();
  const start = useRef<readonly [number, number] | null>(null);
  const [image, setImage] = useState<ImageBitmap | null>(null);
  const [box, setBox] = useState<Box | null>(null);
  const [hidden, setHidden] = useState<readonly Box[]>([]);

  // Before the next key, which is meant for it already.
  useLayoutEffect(() => {
    dialog.current?.showModal();
    canvas.current?.focus();
    createImageBitmap(file.blob).then(setImage, onError);
  }, []);
  useEffect(() => () => image?.close(), [image]);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!image || !context) return;
    context.drawImage(image, 0, 0);
    hideBoxes(context, hidden);
    if (box) outline(context, box, Math.max(2, image.width / 300));
  }, [image, box, hidden]);

  const hide = (part: Box) => {
    setHidden([...hidden, part]);
    setBox(null);
  };
  const undo = () => setHidden(hidden.slice(0, -1));
  const finish = () => {
    if (!image || hidden.length === 0) return onClose(null);
    encodeImage(image, file.type, hidden).then(onClose, onError);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation(); // the panel's keys are not meant while it is covered
    const { key } = event;
    const arrow = ARROWS[key];
    if (key === 'Escape') onClose(null);
    else if (!image || event.target !== canvas.current || !(arrow || key === 'Enter')) return;
    else if (!box) setBox(firstBox(image));
    else if (arrow) setBox(changeBox(box, arrow, event.shiftKey, image));
    else hide(box);
    event.preventDefault();
  };
  const pointOf = (event: PointerEvent): readonly [number, number] => {
    const { left, top, width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const { width: across = 0, height: down = 0 } = image ?? {};
    return [within((event.clientX - left) / width, 0, 1) * across, within((event.clientY - top) / height, 0, 1) * down];
  };

  return (
    <dialog
      ref={dialog}
      class="attachments-editor"
      aria-labelledby={title}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault(); // the way back of a phone
        onClose(null);
      }}
    >
      <h2 id={title}>{t('attachments.hideIn', { name: file.name })}</h2>
      <p class="hint" id={`${title}-hint`}>
        {t('attachments.hideHint')}
      </p>
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: the arrow keys are ours, not the screen reader's */}
      <canvas
        ref={canvas}
        class="attachments-image"
        width={image?.width ?? 1}
        height={image?.height ?? 1}
        tabIndex={0}
        role="application"
        aria-labelledby={title}
        aria-describedby={`${title}-hint`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = pointOf(event);
        }}
        onPointerMove={(event) =>
          start.current && event.buttons > 0 && setBox(boxBetween(start.current, pointOf(event)))
        }
        onPointerUp={(event) => {
          const pulled = start.current && boxBetween(start.current, pointOf(event));
          start.current = null;
          const shortest = SHORTEST_PULL * (image?.width ?? 0);
          if (pulled && Math.min(pulled.width, pulled.height) > shortest) hide(pulled);
          else setBox(null);
        }}
      />
      <p class="visually-hidden" role="status">
        {hidden.length > 0 && t('attachments.hidden', { count: hidden.length })}
      </p>
      <div class="choices">
        <button type="button" class="button primary" onClick={finish}>
          {t('attachments.done')}
        </button>
        <button type="button" class="button" onClick={undo}>
          {t('attachments.undo')}
        </button>
        <button type="button" class="button" onClick={() => onClose(null)}>
          {t('attachments.cancel')}
        </button>
      </div>
    </dialog>
  );
}

/** Black beside white: seen on everything. */
function outline(context: CanvasRenderingContext2D, { left, top, width, height }: Box, line: number): void {
  context.lineWidth = line;
  for (const [colour, out] of [
    ['#fff', line],
    ['#000', 0],
  ] as const) {
    context.strokeStyle = colour;
    context.strokeRect(left - out, top - out, width + 2 * out, height + 2 * out);
  }
}

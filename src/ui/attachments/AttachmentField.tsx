import { useId, useRef, useState } from 'preact/hooks';
import type { AttachmentDraft } from '../../attachments/draft.ts';
import { fileTypes } from '../../attachments/file-types.ts';
import { MAX_FILE_BYTES, MAX_FILES, MAX_TOTAL_BYTES } from '../../attachments/limits.ts';
import { useApp } from '../context.ts';
import { useFocusWhen } from '../use-focus-when.ts';
import { encodeImage } from './encode-image.ts';
import { FileRow } from './FileRow.tsx';
import { formatBytes } from './format-bytes.ts';
import { HideParts } from './HideParts.tsx';
import { toReady } from './prepare-file.ts';
import { canTakeScreenshot, takeScreenshot } from './take-screenshot.ts';
import { useDroppedFiles } from './use-dropped-files.ts';
import { type AttachmentFieldProps, useFiles } from './use-files.ts';

const ACCEPTED = fileTypes.map(({ mime }) => mime).join();

/** The files of a request: chosen, dropped on the form, pasted into it, or taken from the screen. */
export function AttachmentField(props: AttachmentFieldProps) {
  const { files } = props;
  const { state, schedule } = useApp();
  const t = state.t.value;
  const field = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const pick = useRef<HTMLButtonElement>(null);
  const id = useId();
  const { pending, problems, removed, complain, put, ...actions } = useFiles(props);
  const [edited, setEdited] = useState<AttachmentDraft | null>(null);
  const [returned, setReturned] = useState<AttachmentDraft | null>(null);
  const isOver = useDroppedFiles(field, (chosen) => actions.add(chosen));
  const undo = useFocusWhen<HTMLButtonElement>(removed?.file.id ?? null);
  const lang = state.textLang.value;
  const limits = {
    count: MAX_FILES,
    each: formatBytes(MAX_FILE_BYTES, lang),
    total: formatBytes(MAX_TOTAL_BYTES, lang),
  };

  const shoot = async () => {
    actions.begin();
    const name = 'screenshot.png';
    if (files.length >= MAX_FILES) return complain({ name, reason: 'many' });
    try {
      const image = field.current && (await takeScreenshot(field.current, schedule));
      if (image) setEdited(put(name, toReady(name, await encodeImage(image, 'image/png'))));
    } catch {
      complain({ name, reason: 'screenshot' });
    }
  };
  const closeEditor = (blob: Blob | null) => {
    setEdited(null);
    setReturned((blob && edited && put(edited.name, toReady(edited.name, blob), edited)) ?? edited);
  };
  const [preparing] = pending;
  const status =
    preparing !== undefined
      ? t('attachments.preparing', { name: preparing })
      : removed
        ? t('attachments.removed', { name: removed.file.name })
        : files.length > 0 && t('attachments.count', { count: files.length });

  return (
    <div ref={field} class="attachments" role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-hint`}>
      <span class="label" id={`${id}-label`}>
        {t('attachments.label')}
      </span>
      {files.length + pending.length > 0 && (
        <ul class="rows" aria-busy={pending.length > 0}>
          {files.map((file) => (
            <FileRow
              key={file.id}
              file={file}
              isReturned={file.id === returned?.id}
              onHide={() => {
                setReturned(null);
                setEdited(file);
              }}
              onRemove={() => {
                setReturned(null);
                actions.remove(file);
              }}
            />
          ))}
          {preparing !== undefined && <li class="attachments-row hint">{status}</li>}
        </ul>
      )}
      {removed && (
        <p class="attachments-row">
          <span class="attachments-name hint">{status}</span>
          <button
            ref={undo}
            type="button"
            class="quiet"
            onClick={() => {
              actions.undo();
              pick.current?.focus();
            }}
          >
            {t('attachments.undo')}
          </button>
        </p>
      )}
      <div class="field-error" role="alert">
        {problems.map(({ name, reason }) => (
          <p key={name}>{t(`attachments.error.${reason}`, { ...limits, name })}</p>
        ))}
      </div>
      <div class="choices">
        <button ref={pick} type="button" class="button" onClick={() => input.current?.click()}>
          {t('attachments.add')}
        </button>
        {canTakeScreenshot() && (
          <button type="button" class="button" onClick={() => void shoot()}>
            {t('attachments.screenshot')}
          </button>
        )}
      </div>
      <p class={isOver ? 'notice' : 'hint'} id={`${id}-hint`}>
        {isOver ? t('attachments.drop') : t('attachments.hint', limits)}
      </p>
      <p class="visually-hidden" role="status">
        {status}
      </p>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={ACCEPTED}
        onChange={({ currentTarget }) => {
          actions.add([...(currentTarget.files ?? [])]);
          currentTarget.value = ''; // or the same file could not be chosen again
        }}
      />
      {edited && (
        <HideParts
          key={edited.id}
          file={edited}
          onClose={closeEditor}
          onError={() => {
            closeEditor(null);
            complain({ name: edited.name, reason: 'damaged' });
          }}
        />
      )}
    </div>
  );
}

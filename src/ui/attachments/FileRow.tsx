import type { AttachmentDraft } from '../../attachments/draft.ts';
import { Icon } from '../../parts/Icon.tsx';
import { useApp } from '../context.ts';
import { useFocusWhen } from '../use-focus-when.ts';
import { formatBytes } from './format-bytes.ts';
import { Preview } from './Preview.tsx';

export interface FileRowProps {
  readonly file: AttachmentDraft;
  /** The visitor has just come back from hiding parts of it. */
  readonly isReturned: boolean;
  readonly onHide: () => void;
  readonly onRemove: () => void;
}

/** A file that goes with the request. */
export function FileRow({ file, isReturned, onHide, onRemove }: FileRowProps) {
  const { state } = useApp();
  const t = state.t.value;
  const { id, name, type, bytes } = file;
  const hide = useFocusWhen<HTMLButtonElement>(isReturned ? id : null);
  return (
    <li class="attachments-row">
      <Preview file={file} />
      <span class="attachments-name">
        <bdi>{name}</bdi>
        <span class="hint">{formatBytes(bytes, state.textLang.value)}</span>
      </span>
      {type.startsWith('image/') && (
        <button ref={hide} type="button" class="quiet" aria-label={t('attachments.hideIn', { name })} onClick={onHide}>
          {t('attachments.hide')}
        </button>
      )}
      <button type="button" class="icon-button" aria-label={t('attachments.remove', { name })} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </li>
  );
}

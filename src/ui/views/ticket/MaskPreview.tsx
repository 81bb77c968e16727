import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { MaskedPart, MaskResult } from '../../../privacy/mask.ts';
import { useApp } from '../../context.ts';
import { useFocusWhen } from '../../use-focus-when.ts';

export interface MaskPreviewProps {
  readonly masked: MaskResult;
  /** Hides a text again, or shows it to the team. Undefined where the site does not allow that. */
  readonly onToggle: ((original: string) => void) | undefined;
  /** What the visitor has chosen to send as it is. */
  readonly unmasked: readonly string[];
}

/** What will be sent, with what was hidden as chips: only where something was. */
export function MaskPreview({ masked, onToggle, unmasked }: MaskPreviewProps) {
  const t = useApp().state.t.value;
  const hidden = masked.parts.filter((part): part is MaskedPart => typeof part !== 'string');
  const kinds = [...new Set(hidden.map(({ kind }) => kind))];
  const shown = onToggle ? unmasked : [];
  const hasPreview = hidden.length > 0 || shown.length > 0;
  // Its chip and its button take each other's place: the focus goes along.
  const [last, setLast] = useState<string | null>(null);
  const target = useFocusWhen<HTMLButtonElement>(last && `${shown.includes(last)} ${last}`);
  const refOf = (original: string) => (original === last ? target : null);
  const toggle = (original: string) => {
    setLast(original);
    onToggle?.(original);
  };
  return (
    <section class="preview" aria-labelledby="helplet-preview" hidden={!hasPreview}>
      <p role="status">{kinds.map((kind) => t(`mask.hidden.${kind}`)).join(' ')}</p>
      {hasPreview && (
        <>
          <h3 id="helplet-preview" class="section-title">
            {t('mask.preview')}
          </h3>
          <p class="message" dir="auto">
            {masked.parts.map((part, index) =>
              typeof part === 'string' ? (
                part
              ) : (
                <Chip key={index} part={part} button={refOf(part.original)} onToggle={onToggle && toggle} />
              ),
            )}
          </p>
          {shown.length > 0 && (
            <ul class="choices">
              {shown.map((original) => (
                <li key={original}>
                  <button ref={refOf(original)} type="button" class="button" onClick={() => toggle(original)}>
                    {t('mask.hide', { text: original })}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

interface ChipProps {
  readonly part: MaskedPart;
  readonly button: RefObject<HTMLButtonElement | null> | null;
  readonly onToggle: MaskPreviewProps['onToggle'];
}

function Chip({ part, button, onToggle }: ChipProps) {
  const t = useApp().state.t.value;
  const text = `${t(`mask.kind.${part.kind}`)} ${part.hint}`;
  if (!onToggle) return <span class="chip">{text}</span>;
  return (
    <button ref={button} type="button" class="chip" title={t('mask.show')} onClick={() => onToggle(part.original)}>
      {text}
      <span class="visually-hidden">, {t('mask.show')}</span>
    </button>
  );
}

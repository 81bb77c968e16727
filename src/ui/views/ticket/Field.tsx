import type { ComponentChildren } from 'preact';
import { useApp } from '../../context.ts';
import type { FieldError } from './check-draft.ts';

/** Attributes that tie a control to its label, hint and error. */
export interface FieldIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: FieldError | undefined;
  readonly children: (ids: FieldIds) => ComponentChildren;
}

/** A labelled control; its error stands next to it and is read with it. */
export function Field({ name, label, hint, error, children }: FieldProps) {
  const t = useApp().state.t.value;
  const id = `helplet-${name}`;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error ? (
        <p class="field-error" id={`${id}-error`}>
          {t(error.key, error.values)}
        </p>
      ) : null}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

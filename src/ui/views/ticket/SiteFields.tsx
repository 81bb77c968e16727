import type { FormField } from '../../../schema/config.ts';
import { readLocalText } from '../../../surveys/local-text.ts';
import { useApp } from '../../context.ts';
import type { FieldError } from './check-draft.ts';
import { Field } from './Field.tsx';

export interface SiteFieldsProps {
  readonly fields: readonly FormField[];
  readonly values: Readonly<Record<string, string | number | boolean>>;
  /** Errors, by `site:` and the field's name. */
  readonly errors: Readonly<Record<string, FieldError>>;
  readonly onChange: (name: string, value: string | number | boolean) => void;
}

/** The fields a site has added to the form. */
export function SiteFields({ fields, values, errors, onChange }: SiteFieldsProps) {
  const { state } = useApp();
  const t = state.t.value;
  return (
    <>
      {fields.map((field, at) => {
        const label = readLocalText(field.label, state.textLang.value) ?? field.name;
        const value = Object.hasOwn(values, field.name) ? values[field.name] : undefined;
        const error = errors[`site:${field.name}`];
        const name = `site-${at}`; // the field's own may have blanks, which an id may not
        if (field.type === 'checkbox') {
          const errorId = `helplet-${name}-error`;
          return (
            <div key={field.name} class="field">
              <label class="check">
                <input
                  type="checkbox"
                  aria-invalid={error ? true : undefined}
                  aria-describedby={error ? errorId : undefined}
                  checked={value === true}
                  onChange={(event) => onChange(field.name, event.currentTarget.checked)}
                />
                <span>{label}</span>
              </label>
              {error && (
                <p class="field-error" id={errorId}>
                  {t(error.key)}
                </p>
              )}
            </div>
          );
        }
        return (
          <Field key={field.name} name={name} label={label} error={error}>
            {(ids) =>
              field.type === 'select' ? (
                <select {...ids} onChange={(event) => onChange(field.name, event.currentTarget.value)}>
                  <option value="" />
                  {(field.options ?? []).map((option) => (
                    <option key={option} value={option} selected={value === option}>
                      {option}
                    </option>
                  ))}
                </select>
              ) : (
                <input
                  {...ids}
                  type="text"
                  dir="auto"
                  maxLength={1_000}
                  inputMode={field.type === 'number' ? 'decimal' : 'text'}
                  value={value === undefined ? '' : String(value)}
                  onInput={(event) => onChange(field.name, event.currentTarget.value)}
                />
              )
            }
          </Field>
        );
      })}
    </>
  );
}

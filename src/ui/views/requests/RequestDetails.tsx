import type { OutboxEntry } from '../../../outbox/entries.ts';
import { readLocalText } from '../../../surveys/local-text.ts';
import { useApp } from '../../context.ts';
import { requestFields, requestFiles } from './request-data.ts';

/** What went with a request beside its text: the site's own fields, and files by their names. */
export function RequestDetails({ entry }: { readonly entry: OutboxEntry }) {
  const { state, config } = useApp();
  const t = state.t.value;
  const fields = requestFields(entry);
  const files = requestFiles(entry);
  const labelOf = (name: string) =>
    readLocalText(config.fields?.find((field) => field.name === name)?.label, state.textLang.value) ?? name;
  return (
    <>
      {fields.length > 0 && (
        <dl class="details">
          {fields.map(([name, value]) => (
            <div key={name}>
              <dt>{labelOf(name)}</dt>
              <dd dir="auto">{typeof value === 'boolean' ? t(value ? 'request.yes' : 'request.no') : String(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {files.length > 0 && (
        <ul class="details" aria-label={t('request.files')}>
          {files.map(({ name, isRefused }, index) => (
            <li key={index}>
              <bdi>{name}</bdi>
              {isRefused && ` (${t('request.fileRefused')})`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

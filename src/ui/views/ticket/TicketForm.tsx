import { useEffect, useRef, useState } from 'preact/hooks';
import type { MessageKey } from '../../../app/messages.ts';
import type { Draft } from '../../../app/state.ts';
import type { SubmissionActions } from '../../../app/submissions.ts';
import { ticketKinds } from '../../../schema/event/ticket-kinds.ts';
import { useApp } from '../../context.ts';
import { CopyButton } from './CopyButton.tsx';
import { checkDraft, type DraftErrors } from './check-draft.ts';
import { Field } from './Field.tsx';

/** Order of the kinds in the form: the everyday one first. */
const kinds = [...ticketKinds].sort((one, other) => Number(other === 'consultation') - Number(one === 'consultation'));

/** The request form. It says "saved" only by going to the request's own view, after the outbox has it. */
export function TicketForm({ submissions }: { readonly submissions: SubmissionActions }) {
  const app = useApp();
  const { state, config } = app;
  const t = state.t.value;
  const draft = state.draft.value;
  const [touched, setTouched] = useState<Readonly<Partial<Record<keyof DraftErrors, boolean>>>>({});
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<MessageKey | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const isSubmitting = useRef(false);
  const errors = checkDraft(draft);
  const shown: DraftErrors = {
    ...(touched.email && errors.email && { email: errors.email }),
    ...(touched.body && errors.body && { body: errors.body }),
  };

  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>('[role="alert"]')?.focus();
  }, [failure]);

  const change = (fields: Partial<Draft>) => {
    state.draft.value = { ...state.draft.value, ...fields };
  };
  const submit = async () => {
    setTouched({ email: true, body: true });
    setFailure(null);
    const wrong = errors.email ? 'email' : errors.body ? 'body' : null;
    if (wrong) {
      form.current?.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
      return;
    }
    if (isSubmitting.current) return; // two clicks are one request
    isSubmitting.current = true;
    setSaving(true);
    try {
      const { id, result } = await submissions.sendTicket(draft);
      if (result.kind === 'refused') setFailure(failureKey(result.reason));
      else {
        app.reset({ kind: 'home' });
        app.go({ kind: 'request', id });
      }
    } catch {
      setFailure('state.notSaved'); // whatever went wrong, nothing was saved: the text is still here
    } finally {
      isSubmitting.current = false;
      setSaving(false);
    }
  };

  const count = Object.keys(shown).length;
  return (
    <form
      ref={form}
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 class="visually-hidden" tabIndex={-1} data-focus="view">
        {t('ticket.title')}
      </h2>
      {failure && (
        <div class="notice error" role="alert" tabIndex={-1}>
          <p>{t(failure)}</p>
          <CopyButton text={draft.body} />
        </div>
      )}
      <p class="error-summary" role="status">
        {count > 0 && t('ticket.error.summary', { count })}
      </p>
      <Field name="email" label={t('ticket.email')} hint={t('ticket.emailHint')} error={shown.email}>
        {(ids) => (
          <input
            {...ids}
            type="email"
            name="email"
            autocomplete="email"
            inputMode="email"
            dir="auto"
            value={draft.email}
            onInput={(event) => change({ email: event.currentTarget.value })}
            onBlur={() => draft.email !== '' && setTouched({ ...touched, email: true })}
          />
        )}
      </Field>
      <Field name="kind" label={t('ticket.kind')}>
        {(ids) => (
          <select
            {...ids}
            name="kind"
            value={draft.kind}
            onChange={(event) => change({ kind: kinds[event.currentTarget.selectedIndex] ?? 'consultation' })}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`ticket.kind.${kind}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field name="body" label={t('ticket.body')} hint={t('ticket.bodyHint')} error={shown.body}>
        {(ids) => (
          <textarea
            {...ids}
            name="body"
            rows={6}
            dir="auto"
            value={draft.body}
            onInput={(event) => change({ body: event.currentTarget.value })}
            onBlur={() => draft.body !== '' && setTouched({ ...touched, body: true })}
          />
        )}
      </Field>
      <p class="hint">{config.name ? t('ticket.where', { name: config.name }) : t('ticket.whereUnnamed')}</p>
      <button type="submit" class="button primary" aria-disabled={isSaving}>
        {t(isSaving ? 'ticket.saving' : 'ticket.send')}
      </button>
    </form>
  );
}

function failureKey(reason: 'full' | 'too-large' | 'storage'): MessageKey {
  if (reason === 'full') return 'state.full';
  return reason === 'too-large' ? 'state.tooLarge' : 'state.notSaved';
}

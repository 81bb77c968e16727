import { useEffect, useRef, useState } from 'preact/hooks';
import type { MessageKey } from '../../../app/messages.ts';
import { maskDraft, type SendingApp, sendTicket } from '../../../app/requests.ts';
import type { SavedAttachments } from '../../../app/save-attachments.ts';
import { prepareModels } from '../../../app/understanding.ts';
import { maskText } from '../../../privacy/mask.ts';
import { ticketKinds } from '../../../schema/event/ticket-kinds.ts';
import type { KeyValue } from '../../../storage/key-value.ts';
import type { AttachmentsPart } from '../../attachments/attachments-part.ts';
import { usePart } from '../../context.ts';
import type { PartState } from '../../lazy-part.ts';
import { CopyButton } from './CopyButton.tsx';
import { checkDraft, type DraftErrors } from './check-draft.ts';
import { Field } from './Field.tsx';
import { MaskPreview } from './MaskPreview.tsx';
import { SiteFields } from './SiteFields.tsx';

/** Order of the kinds in the form: the everyday one first. */
const kinds = [...ticketKinds].sort((one, other) => Number(other === 'consultation') - Number(one === 'consultation'));

/** The request form. It says "saved" only by going to the request's own view, after the outbox has it. */
export function TicketForm({ app }: { readonly app: SendingApp }) {
  const { state, config } = app;
  const t = state.t.value;
  const draft = state.draft.value;
  const [touched, setTouched] = useState<readonly string[]>([]);
  const [isSaving, setSaving] = useState(false);
  const [isPreparing, setPreparing] = useState(false);
  const [failure, setFailure] = useState<MessageKey | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const isSubmitting = useRef(false);
  const siteFields = config.fields ?? [];
  const attachments = usePart('attachments');
  const takesFiles = config.attachments === 'on' && config.adapter === 'collector' && attachments.kind === 'ready';
  const errors = checkDraft(draft, siteFields);
  const shown: DraftErrors = Object.assign(
    Object.create(null), // a page's additions to `Object.prototype` are no errors of ours
    Object.fromEntries(Object.entries(errors).filter(([name]) => touched.includes(name))),
  );
  const needsConsent = state.consent.value !== 'granted';
  const unmasked = draft.unmasked ?? [];

  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>('[role="alert"]')?.focus();
  }, [failure]);

  const touch = (name: string, value: unknown) => value !== '' && setTouched([...touched, name]);
  const submit = async () => {
    setTouched(Object.keys(errors));
    setFailure(null);
    if (Object.keys(errors).length > 0) {
      // The first one on the page, once it is marked.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
      return;
    }
    if (isSubmitting.current || isPreparing) return; // two clicks are one request, and no file is left behind
    isSubmitting.current = true;
    setSaving(true);
    try {
      if (needsConsent) await app.privacy.setConsent('granted'); // the button says so
      const saved = await saveFiles(app, attachments);
      if (saved.kind === 'refused') return setFailure(saved.key);
      const { id, result } = await sendTicket(app, state.draft.peek(), saved.attachments);
      if (result.kind === 'refused') {
        setFailure(failureKey(result.reason));
        if (attachments.kind === 'ready') await attachments.module.removeAttachments(blobsOf(app), saved.attachments);
      } else {
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
        {t('title.ticket')}
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
            onInput={(event) => app.changeDraft({ email: event.currentTarget.value })}
            onBlur={() => touch('email', draft.email)}
          />
        )}
      </Field>
      <Field name="kind" label={t('ticket.kind')}>
        {(ids) => (
          <select
            {...ids}
            name="kind"
            value={draft.kind}
            onChange={(event) => app.changeDraft({ kind: kinds[event.currentTarget.selectedIndex] ?? 'consultation' })}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`ticket.kind.${kind}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <SiteFields
        fields={siteFields}
        values={draft.fields ?? {}}
        errors={shown}
        onChange={(name, value) => app.changeDraft({ fields: { ...draft.fields, [name]: value } })}
      />
      <Field name="body" label={t('ticket.body')} hint={t('ticket.bodyHint')} error={shown.body}>
        {(ids) => (
          <textarea
            {...ids}
            name="body"
            rows={6}
            dir="auto"
            value={draft.body}
            onInput={(event) => {
              app.changeDraft({ body: event.currentTarget.value });
              prepareModels(app);
            }}
            onBlur={() => touch('body', draft.body)}
          />
        )}
      </Field>
      {takesFiles && (
        <attachments.module.AttachmentField
          files={state.files.value}
          onChange={(files) => {
            state.files.value = files;
          }}
          onBusy={setPreparing}
        />
      )}
      {draft.transcript && draft.transcript.length > 0 && (
        <div class="preview">
          <p>{t('ticket.transcript', { count: draft.transcript.length })}</p>
          <button type="button" class="quiet" onClick={() => app.changeDraft({ transcript: [] })}>
            {t('ticket.transcriptRemove')}
          </button>
        </div>
      )}
      <MaskPreview
        masked={maskDraft(draft, config)}
        unmasked={unmasked}
        onToggle={
          config.unmask === 'allow'
            ? (original) =>
                app.changeDraft({
                  unmasked: unmasked.includes(original)
                    ? unmasked.filter((other) => other !== original)
                    : [...unmasked, original],
                })
            : undefined
        }
      />
      <p class="hint">
        {config.name ? t('ticket.where', { name: config.name }) : t('ticket.whereUnnamed')}
        {needsConsent && ` ${t('ticket.needsConsent')}`}
      </p>
      <button type="submit" class="button primary" aria-disabled={isSaving || isPreparing}>
        {t(isSaving ? 'ticket.saving' : needsConsent ? 'ticket.allowAndSend' : 'ticket.send')}
      </button>
    </form>
  );
}

/** Files are on the device before the request that names them. */
async function saveFiles(app: SendingApp, part: PartState<AttachmentsPart>): Promise<SavedAttachments> {
  const files = app.state.files.peek();
  if (files.length === 0 || part.kind !== 'ready') return { kind: 'saved', attachments: [] };
  return part.module.saveAttachments({
    blobs: blobsOf(app),
    files,
    visitor: await app.visitor.current(),
    now: app.clock(),
    mask: (text) => maskText(text).text,
  });
}

function blobsOf(app: SendingApp): KeyValue {
  return app.storage.keyValue('blobs');
}

function failureKey(reason: 'full' | 'too-large' | 'storage'): MessageKey {
  if (reason === 'full') return 'state.full';
  return reason === 'too-large' ? 'state.tooLarge' : 'state.notSaved';
}

import type { OutboxEntry } from '../../../outbox/entries.ts';
import { useApp, usePart } from '../../context.ts';
import { requestFiles, toDraft } from './request-data.ts';
import { dataText } from './state-text.ts';
import { TakeBackButton } from './TakeBackButton.tsx';

export interface TakeBackProps {
  readonly entry: OutboxEntry;
  readonly followUps: readonly OutboxEntry[];
  readonly onFocusLost: () => void;
}

/** Takes a request that has not left the device back into its form, with what was added to it since. */
export function TakeBack({ entry, followUps, onFocusLost }: TakeBackProps) {
  const app = useApp();
  const t = app.state.t.value;
  const part = usePart('attachments');
  const takeBack = async () => {
    const begun = app.state.draft.peek().body.trim();
    const files = requestFiles(entry);
    const restored =
      part.kind === 'ready' ? await part.module.restoreAttachments(app.storage.keyValue('blobs'), files) : [];
    if (!(await app.discardRequest(entry.id))) return; // it is being sent now, as its state says
    app.state.files.value = restored;
    const draft = toDraft(entry);
    const texts = [begun, draft.body];
    const show = () => app.changeDraft({ ...draft, body: texts.filter(Boolean).join('\n\n') });
    show();
    for (const followUp of followUps) {
      if (await app.discardRequest(followUp.id)) texts.push(dataText(followUp, 'text'));
      show();
    }
    app.reset({ kind: 'home' });
    app.go({ kind: 'ticket' });
  };
  return <TakeBackButton label={t('request.takeBack')} onClick={takeBack} onFocusLost={onFocusLost} />;
}

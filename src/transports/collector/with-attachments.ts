import type { OutboxRow, SendOutcome, Transport } from '../../outbox/ports.ts';
import { createUploader, type UploaderOptions } from './create-uploader.ts';

/**
 * Sends the files of a row before the row itself, so that whoever reads the request finds them. Rows whose files are
 * there go first, all others one by one, so that no message waits behind a large file; what a try does not get to is
 * not acknowledged and comes again. A file that is refused for good does not hold up its request: its entry in
 * `attachments` gets `refused` with the reason, the same at every try, also in the visitor's own copy.
 */
export function withAttachments(events: Transport, options: UploaderOptions): Transport {
  const { upload, verdictOf } = createUploader(options);
  const isReady = (row: OutboxRow) => filesOf(row).every(({ id }) => verdictOf(id));
  const toSent = (row: OutboxRow): OutboxRow => {
    if (!filesOf(row).some(({ id }) => verdictOf(id)?.refused)) return row;
    const attachments = filesOf(row).map((file) => {
      const refused = verdictOf(file.id)?.refused;
      return refused ? { ...file, refused } : file;
    });
    return { ...row, event: { ...row.event, data: { ...row.event.data, attachments } } };
  };

  const send: Transport['send'] = async (rows, sending) => {
    const sent = rows.map(toSent);
    const outcome = await events.send(sent, sending);
    if (outcome.kind !== 'answered') return outcome;
    const items = new Map(outcome.items);
    for (const { id, event } of sent.filter((row) => !rows.includes(row))) {
      const item = items.get(id);
      if (item && item.kind !== 'rejected') items.set(id, { ...item, event });
    }
    return { ...outcome, items };
  };

  return {
    ...events,
    async send(rows, sending) {
      const ready = rows.filter(isReady);
      const [row] = rows;
      if (ready.length > 0 || !row) return send(ready, sending);
      for (const { id } of filesOf(row)) {
        const outcome = await orStopped(upload(id, String(row.event.data.visitor)), sending.signal);
        if (outcome) return outcome;
      }
      return send([row], sending);
    },
  };
}

/** The files a row names. */
function filesOf({ event }: OutboxRow): readonly { readonly id: string }[] {
  const { attachments } = event.data;
  return Array.isArray(attachments) ? attachments.filter((file) => typeof file?.id === 'string') : [];
}

/** An upload takes longer than a try may: it goes on, and the next try finds it further on or done. */
function orStopped<Result>(task: Promise<Result>, signal: AbortSignal): Promise<Result | SendOutcome> {
  return new Promise((resolve) => {
    const stop = () => resolve({ kind: 'retry', reason: 'uploading', isAmbiguous: false });
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    void task.then(resolve).finally(() => signal.removeEventListener('abort', stop));
  });
}

import { createReadBlob, eraseAttachments, sweepAttachments } from '../app/attachments.ts';
import { loadModels } from '../app/load-models.ts';
import { watchUse } from '../app/watch-use.ts';
import { createLane } from '../outbox/lane.ts';
import { createBackup } from '../storage/backup.ts';
import { createTransport } from '../transports/create-transport.ts';

/** What a page needs only when there is something to send. */
export const part = {
  createBackup,
  createLane,
  loadModels,
  createReadBlob,
  createTransport,
  eraseAttachments,
  sweepAttachments,
  watchUse,
};

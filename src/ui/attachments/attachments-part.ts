import { removeAttachments, restoreAttachments, saveAttachments } from '../../app/save-attachments.ts';
import english from '../../i18n/messages/attachments.en.json';
import { AttachmentField } from './AttachmentField.tsx';
import css from './Attachments.css?inline';

/** Files with requests: a chunk of its own, fetched when the request form is shown. */
export const attachmentsPart = {
  AttachmentField,
  saveAttachments,
  removeAttachments,
  restoreAttachments,
  english,
  css,
};

export type AttachmentsPart = typeof attachmentsPart;

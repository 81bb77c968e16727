export { attachmentsPart as part } from '../ui/attachments/attachments-part.ts';

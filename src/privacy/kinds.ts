import { findCards } from '../text/scan/card.ts';
import { findEmails } from '../text/scan/email.ts';
import type { Find } from '../text/scan/folded.ts';
import { findPhones } from '../text/scan/phone.ts';

export type MaskKind = 'card' | 'email' | 'phone';

interface Kind {
  readonly kind: MaskKind;
  readonly find: Find;
  /** What a chip shows of it, enough for the visitor to know which one it is. */
  readonly toHint: (found: string) => string;
}

/** What is masked; of two things of one length over each other, the earlier kind. */
export const KINDS: readonly Kind[] = [
  { kind: 'card', find: findCards, toHint: (found) => `•••• ${found.replace(/\D/g, '').slice(-4)}` },
  { kind: 'email', find: findEmails, toHint: (found) => found.replace(/(?<=^.).*(?=@)/, '•••') },
  { kind: 'phone', find: findPhones, toHint: (found) => `••• ${found.replace(/\D/g, '').slice(-2)}` },
];

import type { PrivateKind } from '../text/scan/private.ts';

/** What is masked. */
export type MaskKind = PrivateKind;

const lastOf = (count: number) => (found: string) => `•••• ${found.replace(/\W/g, '').slice(-count)}`;

/** What a chip shows of each kind, enough for the visitor to know which one it is. */
export const HINTS: Readonly<Record<MaskKind, (found: string) => string>> = {
  card: lastOf(4),
  iban: lastOf(4),
  'national-id': lastOf(2),
  email: (found) => found.replace(/(?<=^.).*(?=@)/, '•••'),
  phone: (found) => `••• ${found.replace(/\D/g, '').slice(-2)}`,
  ip: (found) => `${found.slice(0, 3)}•••`,
  key: () => '••••••',
};

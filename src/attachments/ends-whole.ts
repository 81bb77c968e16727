import { matchesAt } from './file-types.ts';
import { endsAsPdf } from './pdf-end.ts';

/** How a whole image ends. Sources: PNG third edition §11.2.5, ITU-T T.81 B.1.1.3, GIF89a §27. */
const TAILS: Readonly<Record<string, string>> = {
  'image/png': '\0\0\0\0IEND\xaeB`\x82',
  'image/jpeg': '\xff\xd9',
  'image/gif': ';',
};

/**
 * Whether nothing is missing at a file's end, and no other file hangs on behind it. Cheap, so not for certain: who wants
 * can end the other file alike.
 * @param mime media type of the file by its bytes
 */
export function endsWhole(bytes: Uint8Array, mime: string): boolean {
  if (mime === 'application/pdf') return endsAsPdf(bytes);
  if (mime === 'image/webp') return riffBytes(bytes) === bytes.length;
  const tail = TAILS[mime] ?? '';
  return matchesAt(bytes, bytes.length - tail.length, tail);
}

/** Length of a RIFF file by its own header; the last chunk's filling byte counts. */
function riffBytes(bytes: Uint8Array): number {
  const [one = 0, two = 0, three = 0, four = 0] = bytes.subarray(4, 8);
  const length = one + two * 0x100 + three * 0x1_0000 + four * 0x100_0000;
  return 8 + length + (length % 2);
}

import { isPlainText } from './plain-text.ts';

/** A kind of file that is taken. */
export interface FileType {
  readonly mime: string;
  /** The first one is given to a file that was made anew. */
  readonly extensions: readonly string[];
  /** Bytes it begins with, one a character; `?` stands for any. Text has none. */
  readonly head: string;
}

/**
 * Everything that is taken. Signatures: WHATWG MIME Sniffing §6.1, PNG third edition §5.2 and §11.2.1. No SVG, HTML nor
 * XML: they can hold programs.
 */
export const fileTypes: readonly FileType[] = [
  { mime: 'image/png', extensions: ['png'], head: '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' },
  { mime: 'image/jpeg', extensions: ['jpg', 'jpeg'], head: '\xff\xd8\xff' },
  { mime: 'image/webp', extensions: ['webp'], head: 'RIFF????WEBPVP8' },
  { mime: 'image/gif', extensions: ['gif'], head: 'GIF8?a' },
  { mime: 'application/pdf', extensions: ['pdf'], head: '%PDF-' },
  { mime: 'text/plain', extensions: ['txt'], head: '' },
];

/** What a file is by its bytes; undefined for what is not taken. */
export function sniffType(bytes: Uint8Array): FileType | undefined {
  return fileTypes.find(({ head }) => (head ? matchesAt(bytes, 0, head) : isPlainText(bytes)));
}

/** Whether bytes from `start` on are those of a pattern, as in `head`. */
export function matchesAt(bytes: Uint8Array, start: number, pattern: string): boolean {
  return Array.from(pattern).every((char, index) => char === '?' || char.charCodeAt(0) === bytes[start + index]);
}

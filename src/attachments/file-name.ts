/** Longest name kept, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 100;

/** Characters that show nothing and can turn a name round: controls, halves of pairs, formats but the joiners of words. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** What Windows has no place for in a name, or takes for a stream beside the file. */
const RESERVED = /[<>:"|?*]/g;

/**
 * A file's name as it may be shown and stored: NFC, without folders, without what is not seen, at most 100 characters
 * with its extension kept. Empty or nameless: `file`. Doing it twice changes nothing.
 */
export function normaliseName(name: string): string {
  const [base = ''] = name.replace(UNSEEN, '').normalize('NFC').split(/[\\/]/).slice(-1);
  const clean = base
    .replace(RESERVED, '_')
    .replace(/\s+/g, ' ')
    .replace(/[. ]+(?=\.|$)/g, '');
  const extension = /\.[^. ]{1,10}$/.exec(clean)?.[0] ?? '';
  const stem = clean.slice(0, clean.length - extension.length).replace(/^[. ]+/, '');
  const short = stem.slice(0, MAX_NAME_LENGTH - extension.length).replace(/[. \ud800-\udbff]+$/, ''); // a lone half of a pair at the cut, too
  return (short || 'file') + extension;
}

/** What stands behind the last dot of a name, in lower case; empty without one. */
export function extensionOf(name: string): string {
  return /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The name of a file that was made anew as another kind: `photo.gif` → `photo.png`. */
export function withExtension(name: string, extensions: readonly string[]): string {
  if (extensions.includes(extensionOf(name))) return name;
  return normaliseName(`${name.replace(/\.[^.]*$/, '')}.${extensions[0]}`);
}

import { extensionOf } from './file-name.ts';
import { type FileType, fileTypes, sniffType } from './file-types.ts';
import { looksLikeMarkup } from './plain-text.ts';

/**
 * Why a file is not taken. `active`: HTML, SVG or XML, which can hold programs. `kind`: of no kind that is taken.
 * `mismatch`: its bytes are not what its name or its declared type says. `encoding`: text, but not UTF-8.
 */
export type FileRefusal = 'empty' | 'active' | 'kind' | 'mismatch' | 'encoding';

export type CheckedFile =
  | { readonly kind: 'taken'; readonly type: FileType }
  | { readonly kind: 'refused'; readonly reason: FileRefusal };

export interface FileToCheck {
  /** As `normaliseName` gives it. */
  readonly name: string;
  /** Declared media type; parameters do not count. Empty: whoever gave it does not know, and nothing is compared. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

const ACTIVE_EXTENSIONS = /^(?:[sx]?html?|mht(?:ml)?|xht|svgz?|xml|xslt?|hta)$/;
const ACTIVE_TYPES = /[/+](?:x?html|xml|svg)\b/;

/** Extension, declared type and bytes must name one and the same kind. */
export function checkFile({ name, type, bytes }: FileToCheck): CheckedFile {
  const extension = extensionOf(name);
  const declared = type.split(';', 1)[0]?.trim().toLowerCase().replace('image/jpg', 'image/jpeg') ?? '';
  if (bytes.length === 0) return refuse('empty');
  if (ACTIVE_EXTENSIONS.test(extension) || ACTIVE_TYPES.test(declared)) return refuse('active');
  const expected = fileTypes.find(({ extensions }) => extensions.includes(extension));
  if (!expected) return refuse(looksLikeMarkup(bytes) ? 'active' : 'kind');
  if (declared && declared !== expected.mime) return refuse('mismatch');
  const found = sniffType(bytes);
  if (found === expected) return { kind: 'taken', type: expected };
  if (looksLikeMarkup(bytes)) return refuse('active');
  return refuse(found || expected.mime !== 'text/plain' ? 'mismatch' : 'encoding');
}

function refuse(reason: FileRefusal): CheckedFile {
  return { kind: 'refused', reason };
}

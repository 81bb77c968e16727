export interface SafeUrlOptions {
  /** The address of an image: no mail, phone or fragment. Default false. */
  readonly images?: boolean;
}

const MAX_LENGTH = 2_000;

// Browsers drop tabs and line ends inside an address ("java\tscript:"), and bidi controls hide where it leads.
// A backslash is read as a slash: `/\\host` would be another site.
const HIDDEN = /[\\\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * The address as it may be set on a link or image, or null when it must not be: only `https:`, `http:`, `mailto:`,
 * `tel:`, relative addresses and fragments pass. Everything that could run code or hide its target is refused.
 */
export function toSafeUrl(href: string, options: SafeUrlOptions = {}): string | null {
  const { images = false } = options;
  const url = href.trim();
  if (url === '' || url.length > MAX_LENGTH || HIDDEN.test(url)) return null;
  if (/^https?:\/\/[^/]/i.test(url)) return url;
  if (/^(?:mailto|tel):./i.test(url)) return images ? null : url;
  // A colon before the first slash, question mark or hash could be read as a scheme, whatever stands before it.
  if (/^[^/?#]*:/.test(url)) return null;
  return images && url.startsWith('#') ? null : url;
}

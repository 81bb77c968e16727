import { type Span, toScan } from './folded.ts';

/**
 * Mailbox: what people use of RFC 5322, from a letter or digit on. Domain: labels of letters of one kind, since Chinese
 * goes on right behind an address; a word after `.com.` is the next sentence unless it may be a country. Top level:
 * letters, their ASCII form, or two characters of Chinese, Japanese or Korean. `logo@2x.png` is a picture.
 * Linear: looks only around each `@`, and every repeat is bounded.
 */
const EMAIL =
  /@(?<=(?<![\wÀ-ԯء-ह])([\wÀ-ԯء-ह](?:(?!\.\.)[\wÀ-ԯء-ह.+%&'~-]){0,63})@)(?!\dx\.)(?:(?!(?<!@)com\.(?!..\b))(?:[\wÀ-ԯء-ह-]{1,63}|[ぁ-퟿]{1,63})\.){1,8}(?:xn--[\w-]{1,63}|[a-zÀ-ԯء-ह]{2,63}(?![\wÀ-ԯء-ह])|[ぁ-퟿]{2})/gi;

/** E-mail addresses in a folded text. */
export function findEmails(text: string): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const { index, 0: domain, 1: local = '' } of text.matchAll(EMAIL)) {
    const start = index - local.length;
    if (start < end) continue;
    end = index + domain.length;
    spans.push({ start, end });
  }
  return spans;
}

/** E-mail addresses, domains of all scripts and full-width forms included. */
export const scanEmail = toScan(findEmails);

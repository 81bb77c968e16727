import type { MessagePart } from '../../app/messages.ts';

/** Message files beside the built chunks, by `<language>-<part>`; written in by the build. */
declare const __HELPLET_LOCALES__: Readonly<Record<string, { readonly file: string; readonly integrity: string }>>;

/** Languages there are messages for, beside English. */
export const langs: readonly string[] = [
  ...new Set(Object.keys(__HELPLET_LOCALES__).map((name) => name.replace(/-\w+$/, ''))),
];

/** A language that takes longer is given up for now; English is there. */
const TIMEOUT_MS = 8_000;

/**
 * Fetches a part of a language's messages; the browser checks them against their hash.
 * @param baseUrl where Helplet's files lie, ending in `/`
 */
export async function fetchMessages(
  baseUrl: string | null,
  lang: string,
  part: MessagePart,
  fetchFile: typeof fetch,
): Promise<unknown> {
  const locale = __HELPLET_LOCALES__[`${lang}-${part}`];
  if (!locale || baseUrl === null) throw new Error('no such file');
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetchFile(baseUrl + locale.file, { integrity: locale.integrity, signal });
  return response.json();
}

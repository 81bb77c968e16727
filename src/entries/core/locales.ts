/** Message files beside the built chunks, by language; written in by the build. */
declare const __HELPLET_LOCALES__: Readonly<Record<string, { readonly file: string; readonly integrity: string }>>;

/** Languages there are messages for, beside English. */
export const langs: readonly string[] = Object.keys(__HELPLET_LOCALES__);

/**
 * Fetches a language's messages; the browser checks them against their hash.
 * @param baseUrl where Helplet's files lie, ending in `/`
 */
export async function fetchMessages(baseUrl: string | null, lang: string, fetchFile: typeof fetch): Promise<unknown> {
  const locale = __HELPLET_LOCALES__[lang];
  if (!locale || baseUrl === null) throw new Error('no such file');
  const response = await fetchFile(baseUrl + locale.file, { integrity: locale.integrity });
  return response.json();
}

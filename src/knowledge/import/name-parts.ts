/** What a file's name says: `help/refund.zh-TW.md` is article `refund` in `zh-TW`. */
export function toNameParts(path: string): { readonly id: string; readonly lang?: string } {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const base = name.replace(/\.[^.]+$/, '');
  const match = /^(.+)\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)$/.exec(base);
  return match?.[1] && match[2] ? { id: match[1], lang: match[2] } : { id: base };
}

/** A file's size as the language writes it: `85 kB`, `1.2 MB`. */
export function formatBytes(bytes: number, lang: string): string {
  const isLarge = bytes >= 1e6;
  return new Intl.NumberFormat(lang, {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: isLarge ? 1 : 0,
  }).format(isLarge ? bytes / 1e6 : Math.max(1, bytes / 1e3));
}

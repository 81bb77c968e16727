/** Whether a name fits one of some patterns, parted by commas; `*` stands for any characters. No pattern fits nothing. */
export function matchesAny(name: string, patterns: string): boolean {
  return patterns.split(',').some((pattern) => pattern !== '' && matches(name, pattern.split('*')));
}

/** Each part must follow the one before; the first and last are where the name starts and ends. */
function matches(name: string, [first = '', ...rest]: readonly string[]): boolean {
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= name.length - last.length;
}

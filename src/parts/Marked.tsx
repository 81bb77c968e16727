import type { Mark } from '../engine/protocol.ts';

/** Text with the words that matched marked. Marks must be ascending and must not overlap. */
export function Marked({ text, marks }: { readonly text: string; readonly marks: readonly Mark[] }) {
  const pieces = [];
  let end = 0;
  for (const [from, to] of marks) {
    if (from < end || to > text.length) continue;
    pieces.push(text.slice(end, from), <mark key={from}>{text.slice(from, to)}</mark>);
    end = to;
  }
  return (
    <>
      {pieces}
      {text.slice(end)}
    </>
  );
}

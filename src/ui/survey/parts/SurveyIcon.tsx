/** A drawing on a 24 × 24 grid; what it means stands in words, too. */
export function SurveyIcon({ path, isDown }: { readonly path: string; readonly isDown?: boolean }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class={isDown ? 'survey-down' : undefined}>
      <path d={path} />
    </svg>
  );
}

/** Grey lines in the place of what is still loading. The style sheet shows them only after 150 ms. */
export function Skeleton({ lines, label }: { readonly lines: number; readonly label: string }) {
  return (
    <div class="skeleton" role="status" aria-label={label}>
      {[...Array(lines).keys()].map((index) => (
        <div key={index} class="skeleton-line" />
      ))}
    </div>
  );
}

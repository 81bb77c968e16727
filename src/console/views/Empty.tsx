/** What stands where nothing is yet, and what will be. */
export function Empty({ title, hint }: { readonly title: string; readonly hint: string }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      <p>{hint}</p>
    </div>
  );
}

/** A bar as long as a share, 0..1. The number must also stand in text. */
export function ShareBar({ share }: { readonly share: number }) {
  return (
    <svg class="share-bar" aria-hidden="true" width="100%" height="8">
      <rect class="share-bar-track" width="100%" height="8" rx="4" />
      {share > 0 && <rect class="share-bar-fill" width={`${(share * 100).toFixed(1)}%`} height="8" rx="4" />}
    </svg>
  );
}

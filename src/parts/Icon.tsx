/** Paths on a 24 × 24 grid, drawn with a 1.5 stroke. */
const paths = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M11 18a7 7 0 1 1 0-14 7 7 0 0 1 0 14Zm5-2 4 4',
  next: 'M9 5l7 7-7 7',
  article: 'M7 3.5h7l4 4v13H7zM14 3.5v4h4M10 12h5M10 15.5h5',
  write: 'M4 20l1-4L16.5 4.5a2 2 0 0 1 3 3L8 19l-4 1Z',
  requests: 'M4 6.5h16v11H9l-4 3v-3H4z',
  star: 'M12 4l2.5 5.2 5.7.7-4.2 3.9 1.1 5.7-5.1-2.8-5.1 2.8L8 13.8l-4.2-3.9 5.7-.7z',
} as const;

export type IconName = keyof typeof paths;

/** A decorative icon, 20 px; its meaning must also stand in text. */
export function Icon({ name }: { readonly name: IconName }) {
  return <Drawing path={paths[name]} />;
}

export function Drawing({ path }: { readonly path: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

import { Drawing } from './Icon.tsx';

/** Paths as in `Icon`, of icons the first view has not got. */
const paths = {
  saved: 'M6 4h10l3 3v13H5V4zM8 4v5h7V4M8 20v-6h8v6',
  sending: 'M12 19V6M6.5 11.5 12 6l5.5 5.5',
  waiting: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18Zm0-14v5l3.5 2',
  sent: 'M5 12.5l4.5 4.5L19 7.5',
  failed: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18Zm0-13.5v5M12 16h.01',
  external: 'M10 5H5v14h14v-5M13.5 5H19v5.5M19 5l-8.5 8.5',
} as const;

export type LaterIconName = keyof typeof paths;

/** An icon of the views behind the first one. */
export function LaterIcon({ name }: { readonly name: LaterIconName }) {
  return <Drawing path={paths[name]} />;
}

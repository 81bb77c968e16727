/** Whether the panel fills the screen: the width of `Shell.css`'s own media query. */
export function isPhone(): boolean {
  return matchMedia('(max-width: 479px)').matches;
}

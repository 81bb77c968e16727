/** Where the panel fills the screen: `Shell.css`'s own media query. */
export function phoneQuery(): MediaQueryList {
  return matchMedia('(max-width: 479px)');
}

export function isPhone(): boolean {
  return phoneQuery().matches;
}

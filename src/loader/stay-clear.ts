/** What `clearInterval` takes. */
export type Interval = ReturnType<typeof setInterval>;

/**
 * Follows bars of the page (cookie notices) that lie at the bottom of the window.
 * @param selector CSS
 * @param lift told how high they reach, CSS pixels
 * @returns the interval's id
 * @throws where the selector is not valid
 */
export function stayClear(selector: string, lift: (height: number) => void): Interval {
  const look = () => {
    let height = 0;
    for (const bar of document.querySelectorAll(selector)) {
      const box = bar.getBoundingClientRect();
      // A notice over more than half of the window is no bar to stand on.
      if (box.bottom > innerHeight - 60 && box.top > innerHeight / 2) height = Math.max(height, innerHeight - box.top);
    }
    lift(height);
  };
  look();
  return setInterval(look, 400); // ms: they come late, slide in, and go
}

import type { Schedule } from '../../shared/clock.ts';
import { isPhone } from '../shell/is-phone.ts';

/** How long the screen takes to show the page without the widget, and the browser to film it, ms. */
const SETTLE_MS = 400;

/** How long the browser may take to begin, ms: so long the widget is out of sight. */
const PATIENCE_MS = 5_000;

/** Whether there is a screen to take a picture of, by the browser's own dialog. */
export function canTakeScreenshot(): boolean {
  const devices: MediaDevices | undefined = navigator.mediaDevices; // missing on plain-http pages
  return typeof devices?.getDisplayMedia === 'function' && !isPhone();
}

/**
 * One picture of what the visitor chooses, without the widget that `inside` stands in. Null when he chooses nothing.
 * @throws whatever the browser throws when it cannot film
 */
export async function takeScreenshot(inside: Element, schedule: Schedule): Promise<ImageBitmap | null> {
  // Chromium offers the visitor's own tab first; others ignore the wish.
  const wish: DisplayMediaStreamOptions & { preferCurrentTab: boolean } = { video: true, preferCurrentTab: true };
  const stream = await navigator.mediaDevices.getDisplayMedia(wish).catch((error: unknown) => {
    if ((error as Partial<Error> | null)?.name === 'NotAllowedError') return null;
    throw error;
  });
  if (!stream) return null;
  const show = hideWidget(inside);
  try {
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    const wait = (ms: number) => new Promise<void>((resolve) => void schedule(resolve, ms));
    await Promise.race([video.play(), wait(PATIENCE_MS)]); // a film that was stopped at once never plays
    await wait(SETTLE_MS);
    return await createImageBitmap(video); // throws where there is no picture
  } finally {
    for (const track of stream.getTracks()) track.stop();
    show();
  }
}

/** Takes the widget out of sight, not out of the page; gives what brings it back. */
function hideWidget(inside: Element): () => void {
  const root = inside.getRootNode() as ShadowRoot | Document; // a connected element's root is one of these
  const set = (visibility: string) => {
    for (const part of root.children) (part as HTMLElement).style.visibility = visibility; // all elements have it
  };
  set('hidden');
  return () => set('');
}

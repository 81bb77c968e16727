import type { Box } from './encode-image.ts';

/** How far one press of a key goes, as a share of the image's longer side. */
const STEP = 0.02;

type Size = Pick<Box, 'width' | 'height'>;
type Point = readonly [across: number, down: number];

/** Where the arrow keys go, by their names. */
export const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The box a keyboard starts with: in the middle of the image, a fifth of its size. */
export function firstBox({ width, height }: Size): Box {
  return { left: width * 0.4, top: height * 0.4, width: width * 0.2, height: height * 0.2 };
}

/** The box after an arrow key has moved or, with Shift, sized it, within the image. */
export function changeBox(box: Box, arrow: Point, isSizing: boolean, image: Size): Box {
  const step = STEP * Math.max(image.width, image.height);
  const [across, down] = [arrow[0] * step, arrow[1] * step];
  return isSizing
    ? {
        ...box,
        width: within(box.width + across, step, image.width - box.left),
        height: within(box.height + down, step, image.height - box.top),
      }
    : {
        ...box,
        left: within(box.left + across, 0, image.width - box.width),
        top: within(box.top + down, 0, image.height - box.height),
      };
}

/** The box between two points, wherever the second one is. */
export function boxBetween(from: Point, to: Point): Box {
  const [left, top] = [Math.min(from[0], to[0]), Math.min(from[1], to[1])];
  return { left, top, width: Math.abs(from[0] - to[0]), height: Math.abs(from[1] - to[1]) };
}

/** The number next to `value` that lies between two others. */
export function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

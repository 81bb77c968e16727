import { onTestFinished, vi } from 'vitest';

/** What was drawn, as the fake canvas writes it into its file. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  /** Filled rectangles with their colour, in the order of painting. */
  readonly filled: readonly (readonly [colour: string, x: number, y: number, width: number, height: number])[];
}

export interface FakeImagesOptions {
  /** Size of every image that is opened. Default 400 × 300. */
  readonly width?: number;
  readonly height?: number;
  /** Bytes of every file a canvas writes, by its type. Default: as many as it takes. */
  readonly fileBytes?: Readonly<Record<string, number>>;
  /** The browser gives white instead of what was drawn. */
  readonly isBlocked?: boolean;
  /** Types a canvas cannot write: PNG comes instead. */
  readonly unwritable?: readonly string[];
}

/** Stands in for the parts of a browser that open and write images: happy-dom has none. Ends with the test. */
export function stubImages(options: FakeImagesOptions = {}): void {
  const { width = 400, height = 300, fileBytes = {}, isBlocked = false, unwritable = [] } = options;
  vi.stubGlobal('createImageBitmap', async (source: Blob | HTMLVideoElement) => {
    if (source instanceof Blob && (await source.text()).includes('broken')) throw new DOMException('cannot decode');
    return { width, height, close: () => undefined };
  });
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      readonly filled: unknown[] = [];
      constructor(
        readonly width: number,
        readonly height: number,
      ) {}
      getContext() {
        const { filled } = this;
        return {
          fillStyle: '',
          scale: () => undefined,
          drawImage: () => undefined,
          fillRect(...rectangle: number[]) {
            filled.push([this.fillStyle, ...rectangle]);
          },
          getImageData: () => ({ data: isBlocked ? [255, 255, 255, 255] : [255, 0, 0, 255] }),
        };
      }
      async convertToBlob({ type }: { type: string }) {
        const written = unwritable.includes(type) || type === 'image/gif' ? 'image/png' : type;
        const { width, height, filled } = this;
        const text = JSON.stringify({ width, height, filled } satisfies Record<keyof Drawn, unknown>);
        return new Blob([text.padEnd(fileBytes[written] ?? 0)], { type: written });
      }
    },
  );
  onTestFinished(() => void vi.unstubAllGlobals());
}

/** What a file of the fake canvas shows. */
export async function readDrawn(blob: Blob | undefined): Promise<Drawn> {
  return JSON.parse((await blob?.text()) ?? '') as Drawn;
}

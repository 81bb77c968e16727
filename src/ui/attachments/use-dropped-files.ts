import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * Takes the files that are dropped on or pasted into the form around an element.
 * @returns whether files are being dragged over it
 */
export function useDroppedFiles(
  inside: RefObject<HTMLElement | null>,
  onFiles: (files: readonly File[]) => void,
): boolean {
  const [isOver, setOver] = useState(false);
  const take = useRef(onFiles);
  take.current = onFiles;
  useEffect(() => {
    const form = inside.current?.closest('form');
    if (!form) return;
    const stop = new AbortController();
    const listen = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      listener: (event: HTMLElementEventMap[Name]) => void,
    ) => form.addEventListener(name, listener, { signal: stop.signal });
    listen('dragover', (event) => {
      if (!hasFiles(event)) return; // text is dropped into the fields
      event.preventDefault();
      setOver(true);
    });
    listen('dragleave', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && form.contains(relatedTarget))) setOver(false);
    });
    listen('drop', (event) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      take.current([...event.dataTransfer.files]);
    });
    listen('paste', (event) => {
      const { types = [], files = [] } = event.clipboardData ?? {};
      // Tables and documents are copied as text and as an image of it: then the text is meant.
      if (files.length === 0 || types.includes('text/plain')) return;
      event.preventDefault();
      take.current([...files]);
    });
    return () => stop.abort();
  }, [inside]);
  return isOver;
}

function hasFiles(event: DragEvent): event is DragEvent & { readonly dataTransfer: DataTransfer } {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

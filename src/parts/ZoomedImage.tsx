import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './Icon.tsx';

export interface ZoomedImageProps {
  /** An address that has passed `toSafeUrl`. */
  readonly src: string;
  readonly alt: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
}

/** An image in its own size over the whole panel. It can be scrolled, also by keyboard; Escape or a click closes it. */
export function ZoomedImage({ src, alt, closeLabel, onClose }: ZoomedImageProps) {
  const close = useRef<HTMLButtonElement>(null);
  const view = useRef<HTMLDivElement>(null);
  // Before the next key, which is meant for it already.
  useLayoutEffect(() => close.current?.focus({ preventScroll: true }), []);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation(); // the panel's keys are not meant while it is covered
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Tab') (event.target === close.current ? view : close).current?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <div class="zoomed" role="dialog" aria-modal="true" aria-label={alt || closeLabel} onKeyDown={onKeyDown}>
      <button ref={close} type="button" class="icon-button" aria-label={closeLabel} onClick={onClose}>
        <Icon name="close" />
      </button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, scrollable regions need focus */}
      <div ref={view} class="zoomed-view" tabIndex={0} role="group" aria-label={alt} onClick={onClose}>
        <img
          src={src}
          alt={alt}
          // From its middle, not from an empty corner.
          onLoad={({ currentTarget }) => currentTarget.scrollIntoView({ block: 'center', inline: 'center' })}
        />
      </div>
    </div>
  );
}

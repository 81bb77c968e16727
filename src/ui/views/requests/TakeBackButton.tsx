import { useLayoutEffect, useRef } from 'preact/hooks';

export interface TakeBackButtonProps {
  readonly label: string;
  /** Shows by a line that runs out how long it is not sent. */
  readonly isFresh?: boolean;
  readonly onClick: () => Promise<void>;
  readonly onFocusLost: () => void;
}

/** Takes back what has not left the device. It goes by itself when that begins, and hands on the focus if it has it. */
export function TakeBackButton({ label, isFresh = false, onClick, onFocusLost }: TakeBackButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(
    () => () => {
      if (button.current?.matches(':focus')) onFocusLost();
    },
    [],
  );
  return (
    <button ref={button} type="button" class={isFresh ? 'button undo' : 'button'} onClick={() => void onClick()}>
      {label}
    </button>
  );
}

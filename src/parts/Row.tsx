import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon.tsx';

export interface RowProps {
  readonly icon: IconName;
  /** Of the text, where it is not the interface's. */
  readonly lang?: string | undefined;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

/** A line of a list that leads on. */
export function Row({ icon, lang, onClick, children }: RowProps) {
  return (
    <li>
      <button type="button" class="row" lang={lang} onClick={onClick}>
        <Icon name={icon} />
        <span>{children}</span>
        <Icon name="next" />
      </button>
    </li>
  );
}

import type { ReadonlySignal } from '@preact/signals';
import type { LiveState } from '../live-stream.ts';
import type { Texts } from '../texts.ts';

export interface LiveBadgeProps {
  readonly texts: Texts;
  readonly live: ReadonlySignal<LiveState>;
  readonly arrived: ReadonlySignal<ReadonlySet<number>>;
}

/** Whether the page is up to date, and how much has come in since it was opened. */
export function LiveBadge({ texts, live, arrived }: LiveBadgeProps) {
  const count = arrived.value.size;
  return (
    <p class="live" data-state={live.value} role="status">
      <span class="live-dot" aria-hidden="true" />
      {texts.t(`live.${live.value}`)}
      {count > 0 && <span class="live-count">{texts.t('live.arrived', { count })}</span>}
    </p>
  );
}

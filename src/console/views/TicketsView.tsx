import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { ConsoleState } from '../console-state.ts';
import type { Texts } from '../texts.ts';
import { Empty } from './Empty.tsx';
import { TicketDetail } from './TicketDetail.tsx';
import { TicketTable } from './TicketTable.tsx';

/** All tickets, newest first, and the chosen one beside them. */
export function TicketsView({ texts, state }: { readonly texts: Texts; readonly state: ConsoleState }) {
  const { t } = texts;
  const chosen = useSignal<number | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const tickets = state.tickets.value;
  const ticket = tickets.find((item) => item.seq === chosen.value);
  const close = () => {
    chosen.value = null;
    opener.current?.focus();
  };
  return (
    <div class="split" data-open={ticket !== undefined}>
      <section class="pane" aria-labelledby="tickets-title">
        <div class="pane-head">
          <h1 id="tickets-title">{t('tickets.title')}</h1>
          {tickets.length > 0 && <p class="note">{t('tickets.count', { count: tickets.length })}</p>}
        </div>
        {tickets.length === 0 ? (
          <Empty title={t('tickets.empty')} hint={t('tickets.emptyHint')} />
        ) : (
          <TicketTable
            texts={texts}
            tickets={tickets}
            arrived={state.arrived.value}
            chosen={chosen.value}
            onChoose={(seq, button) => {
              opener.current = button;
              chosen.value = seq;
            }}
          />
        )}
        {state.older.value === 'failed' && (
          <p class="problem" role="alert">
            {t('tickets.olderFailed')}
          </p>
        )}
        {state.older.value !== 'none' && (
          <button
            type="button"
            class="more"
            disabled={state.older.value === 'loading'}
            onClick={() => void state.loadOlder()}
          >
            {t(state.older.value === 'loading' ? 'state.loading' : 'tickets.older')}
          </button>
        )}
      </section>
      {ticket && <TicketDetail key={ticket.seq} texts={texts} ticket={ticket} onClose={close} />}
    </div>
  );
}

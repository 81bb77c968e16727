import { useEffect, useRef } from 'preact/hooks';
import type { TicketRecord } from '../records.ts';
import type { Texts } from '../texts.ts';
import { contactOf, readingOf } from '../ticket-fields.ts';

export interface TicketDetailProps {
  readonly texts: Texts;
  readonly ticket: TicketRecord;
  readonly onClose: () => void;
}

/** One ticket in full. Takes the focus when it opens; Escape closes it. */
export function TicketDetail({ texts, ticket, onClose }: TicketDetailProps) {
  const { t } = texts;
  const { data, state, receivedAt, time, tenant } = ticket;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const facts: readonly (readonly [string, string])[] = [
    [t('tickets.kind'), t(`kind.${data.kind}`)],
    [t('tickets.state'), t(`ticketState.${state}`)],
    ...readingOf(data, texts),
    [t('tickets.contact'), contactOf(data) || t('tickets.noContact')],
    [t('tickets.language'), texts.language(data.lang)],
    [t('tickets.page'), data.page ?? ''],
    [t('tickets.written'), texts.dateTime(time)],
    [t('tickets.received'), texts.dateTime(receivedAt)],
    ...Object.entries(data.fields ?? {}).map(([name, value]) => [name, String(value)] as const),
    [t('tickets.tenant'), tenant],
    [t('tickets.number'), data.id],
  ];
  return (
    <section
      class="detail"
      aria-labelledby="ticket-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div class="pane-head">
        <p class="note">{t('ticket.title')}</p>
        <button type="button" class="quiet" onClick={onClose}>
          {t('ticket.close')}
        </button>
      </div>
      <h2 id="ticket-title" ref={heading} tabIndex={-1} lang={data.lang} dir="auto">
        {data.subject || t('tickets.noSubject')}
      </h2>
      <p class="message" lang={data.lang} dir="auto">
        {data.body}
      </p>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

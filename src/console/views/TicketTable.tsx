import type { TicketRecord } from '../records.ts';
import type { Texts } from '../texts.ts';
import { contactOf, pathOf } from '../ticket-fields.ts';

export interface TicketTableProps {
  readonly texts: Texts;
  readonly tickets: readonly TicketRecord[];
  /** Rows that came while the page was open. */
  readonly arrived: ReadonlySet<number>;
  readonly chosen: number | null;
  readonly onChoose: (seq: number, button: HTMLElement) => void;
}

/** Tickets as a table; the subject of each opens it. */
export function TicketTable({ texts, tickets, arrived, chosen, onChoose }: TicketTableProps) {
  const { t } = texts;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="table-scroll" tabIndex={0} aria-label={t('tickets.table')}>
      <table class="tickets">
        <thead>
          <tr>
            <th scope="col">{t('tickets.subject')}</th>
            <th scope="col">{t('tickets.kind')}</th>
            <th scope="col">{t('tickets.contact')}</th>
            <th scope="col">{t('tickets.language')}</th>
            <th scope="col">{t('tickets.page')}</th>
            <th scope="col">{t('tickets.state')}</th>
            <th scope="col">{t('tickets.received')}</th>
          </tr>
        </thead>
        <tbody>
          {tickets.map(({ seq, data, state, receivedAt }) => (
            <tr key={seq} data-new={arrived.has(seq)} data-chosen={chosen === seq}>
              <th scope="row">
                <button
                  type="button"
                  class="row-button"
                  aria-expanded={chosen === seq}
                  onClick={(event) => onChoose(seq, event.currentTarget)}
                >
                  <span class="subject" lang={data.lang} dir="auto">
                    {data.subject || t('tickets.noSubject')}
                  </span>
                  <span class="snippet" lang={data.lang} dir="auto">
                    {data.body === data.subject ? '' : data.body.slice(0, 160)}
                  </span>
                </button>
              </th>
              <td>
                <span class="tag" data-kind={data.kind}>
                  {t(`kind.${data.kind}`)}
                </span>
              </td>
              <td class="ellipsis">{contactOf(data) || <span class="faint">{t('tickets.noContact')}</span>}</td>
              <td>{texts.language(data.lang)}</td>
              <td class="ellipsis" title={data.page}>
                {pathOf(data.page)}
              </td>
              <td>
                <span class="state" data-state={state}>
                  {t(`ticketState.${state}`)}
                </span>
              </td>
              <td class="time">
                <time dateTime={receivedAt}>{texts.dateTime(receivedAt)}</time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

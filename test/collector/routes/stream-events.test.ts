import { describe, expect, it } from 'vitest';
import { startCollector } from '../../support/collector/collector.ts';
import { csat, event, ticket, vote } from '../../support/collector/events.ts';
import { createManualSchedule } from '../../support/collector/manual-schedule.ts';

/** Collects what a stream has sent so far. */
function listen(response: Response) {
  const decoder = new TextDecoder();
  const state = { text: '', isOver: false };
  const reader = response.body?.getReader();
  const pump = async () => {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      state.text += decoder.decode(next.value, { stream: true });
    }
    state.isOver = true;
  };
  void pump();
  const ids = () => [...state.text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]));
  return { state, ids, cancel: () => reader?.cancel() };
}

describe('GET /v1/stream', () => {
  it('sends tickets, ratings and states within a second, and nothing that came before', async () => {
    const { schedule, advance } = createManualSchedule();
    const { send, read } = startCollector({ schedule });
    await send([ticket(1)]);
    const stream = listen(await read('/v1/stream'));
    await advance(200);
    await send([
      ticket(2),
      event(3, 'helplet.widget.opened', { trigger: 'launcher' }),
      csat(4, 5),
      event(5, 'helplet.ticket.solved', { ticket: 't-2', by: 'visitor' }),
    ]);
    await advance(1_000);
    expect(stream.ids()).toEqual([2, 4, 5]);
    expect([...stream.state.text.matchAll(/^event: (.+)$/gm)].map((match) => match[1])).toEqual([
      'ticket',
      'rating',
      'ticket-state',
    ]);
    const [data] = [...stream.state.text.matchAll(/^data: (.+)$/gm)].map((match) => JSON.parse(match[1] ?? ''));
    expect(data).toMatchObject({ seq: 2, state: 'open', data: { subject: 'Subject 2' } });
  });

  it('resumes behind the last row the reader has seen', async () => {
    const { schedule, advance } = createManualSchedule();
    const { send, read } = startCollector({ schedule });
    await send([ticket(1), ticket(2), vote(3, 'tea', true)]);
    const stream = listen(await read('/v1/stream', { 'last-event-id': '1' }));
    await advance(200);
    expect(stream.ids()).toEqual([2, 3]);
  });

  it('gives a reader far behind every row once', async () => {
    const { schedule, advance } = createManualSchedule();
    const { send, read } = startCollector({ schedule });
    await send(Array.from({ length: 450 }, (_, n) => ticket(n)));
    const stream = listen(await read('/v1/stream', { 'last-event-id': '0' }));
    await advance(1_000);
    expect(stream.ids()).toEqual(Array.from({ length: 450 }, (_, n) => n + 1));
  });

  it('beats while nothing happens, and then also finds what another process wrote', async () => {
    const { schedule, advance } = createManualSchedule();
    const { store, read } = startCollector({ schedule });
    const other = startCollector({ store });
    const stream = listen(await read('/v1/stream'));
    await advance(16_000);
    expect(stream.state.text).toContain(': beat\n\n');
    await other.send([ticket(1)]);
    await advance(16_000);
    expect(stream.ids()).toEqual([1]);
  });

  it('ends when the collector closes its streams', async () => {
    const { schedule, advance } = createManualSchedule();
    const { read, closeStreams } = startCollector({ schedule });
    const stream = listen(await read('/v1/stream'));
    await advance(200);
    closeStreams();
    await advance(200);
    expect(stream.state.isOver).toBe(true);
    expect((await read('/v1/stream')).status).toBe(503);
  });

  it('gives a place free again when its reader leaves', async () => {
    const { schedule, advance } = createManualSchedule();
    const { read, send, logged } = startCollector({ schedule, limits: { maxStreams: 1 } });
    const stream = listen(await read('/v1/stream'));
    expect((await read('/v1/stream')).status).toBe(503);
    await advance(200);
    await stream.cancel();
    await send([ticket(1)]);
    await advance(200);
    expect(logged).toEqual([]);
    expect((await read('/v1/stream')).status).toBe(200);
  });
});

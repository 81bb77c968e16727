import { describe, expect, it } from 'vitest';
import type { ApiResult } from '../../src/console/console-api.ts';
import { followStream, type LiveState } from '../../src/console/live-stream.ts';
import { createManualSchedule } from '../support/collector/manual-schedule.ts';

type Opening = ApiResult<ReadableStream<Uint8Array>> & { readonly abort?: () => void };

/** A stream the test writes to and breaks. */
function pipe() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const send = (text: string) => writer.write(new TextEncoder().encode(text));
  const abort = () => void writer.abort(new DOMException('', 'AbortError'));
  const opening: Opening = { kind: 'ok', value: readable, abort };
  return { opening, send, end: () => writer.close() };
}

function follow(openings: readonly Opening[]) {
  const { schedule, advance } = createManualSchedule();
  const seen = { states: [] as LiveState[], ids: [] as string[], afters: [] as number[], refused: 0, aborted: 0 };
  const rest = [...openings];
  const stop = followStream({
    open: async (after, signal) => {
      seen.afters.push(after);
      signal.addEventListener('abort', () => seen.aborted++);
      const opening: Opening = rest.shift() ?? { kind: 'failed' };
      signal.addEventListener('abort', () => opening.abort?.());
      return opening;
    },
    after: 5,
    onEvent: (event) => seen.ids.push(event.id),
    onState: (state) => {
      if (seen.states.at(-1) !== state) seen.states.push(state);
    },
    onUnauthorized: () => seen.refused++,
    schedule,
    random: () => 0.999,
  });
  return { seen, stop, advance };
}

describe('followStream', () => {
  it('reconnects behind the last event after the connection broke', async () => {
    const [first, second] = [pipe(), pipe()];
    const { seen, stop, advance } = follow([first.opening, second.opening]);
    void first.send('id: 6\ndata: x\n\nid: 7\ndata: x\n\n');
    await advance(10);
    void first.end();
    await advance(1_000);
    void second.send('id: 7\ndata: again\n\nid: 8\ndata: x\n\n');
    await advance(10);
    expect(seen.afters).toEqual([5, 7]);
    expect(seen.ids).toEqual(['6', '7', '8']);
    expect(seen.states).toEqual(['connecting', 'live', 'reconnecting', 'live']);
    stop();
  });

  it('waits longer after each failure, up to a limit, and never gives up', async () => {
    const { seen, stop, advance } = follow([]);
    await advance(400);
    expect(seen.afters).toHaveLength(1);
    await advance(200);
    expect(seen.afters).toHaveLength(2);
    await advance(10 * 60_000);
    const tries = seen.afters.length;
    expect(tries).toBeGreaterThan(40);
    expect(tries).toBeLessThan(60); // every 15 s
    stop();
  });

  it('gives a silent connection up', async () => {
    const silent = pipe();
    const { seen, stop, advance } = follow([silent.opening]);
    void silent.send(': open\n\n');
    await advance(39_000);
    expect(seen.states.at(-1)).toBe('live');
    await advance(2_000);
    expect(seen.aborted).toBe(1);
    expect(seen.states.at(-1)).toBe('reconnecting');
    stop();
  });

  it('ends for good when the token is refused', async () => {
    const { seen, advance } = follow([{ kind: 'unauthorized' }]);
    await advance(60_000);
    expect([seen.refused, seen.afters.length]).toEqual([1, 1]);
  });

  it('does nothing any more after it was stopped', async () => {
    const { seen, stop, advance } = follow([]);
    await advance(10);
    stop();
    await advance(60_000);
    expect(seen.afters).toHaveLength(1);
  });
});

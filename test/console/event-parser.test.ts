import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventParser } from '../../src/console/event-parser.ts';

const stream =
  ': open\n\nid: 7\nevent: ticket\ndata: {"a":1}\n\n: beat\n\nid:8\r\nevent:rating\r\ndata:one\r\ndata: two\r\n\r\nretry: 5\n\ndata\n\n';

describe('createEventParser', () => {
  it('reads names, ids and data, and passes comments over', () => {
    expect(createEventParser()(stream)).toEqual([
      { id: '7', name: 'ticket', data: '{"a":1}' },
      { id: '8', name: 'rating', data: 'one\ntwo' },
      { id: '8', name: 'message', data: '' },
    ]);
  });

  it('gives the same events wherever the stream is cut', () => {
    const whole = createEventParser()(stream);
    const cuts = fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (places) => {
        const parse = createEventParser();
        const ends = [0, ...places.sort((a, b) => a - b), stream.length];
        const pieces = ends.slice(1).map((end, index) => stream.slice(ends[index], end));
        expect(pieces.flatMap((piece) => parse(piece))).toEqual(whole);
      }),
      { seed: 2 },
    );
  });

  it('keeps an unfinished event to itself', () => {
    expect(createEventParser()('id: 1\ndata: half\n')).toEqual([]);
  });
});

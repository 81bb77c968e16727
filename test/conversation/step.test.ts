import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Conversation, MAX_TURNS, type Miss } from '../../src/conversation/state.ts';
import { type ConversationEvent, type Effect, step } from '../../src/conversation/step.ts';
import { found, hit, known } from './support/found.ts';

/** The conversation after some events, and every effect on the way. */
function run(events: readonly ConversationEvent[], start: Conversation = []) {
  let turns = start;
  const effects: Effect[] = [];
  for (const event of events) {
    const next = step(turns, event);
    turns = next.turns;
    effects.push(...next.effects);
  }
  return { turns, effects, last: turns.at(-1) };
}

const asked = (turn: string, text = `question ${turn}`): ConversationEvent => ({ kind: 'asked', turn, text, time: 1 });
const answered = (turn: string, text = `question ${turn}`, result: Parameters<typeof known>[1] = found([hit(turn)])) =>
  ({ kind: 'found', turn, ...known(text, result) }) as const;
const near = found([hit('tea', 10), hit('coffee', 9)], 0.5);
const chose = (from: string, place: number | null): ConversationEvent => ({
  kind: 'chose',
  turn: `${from}-${place}`,
  from,
  hit: place,
  text: 'that one',
  time: 2,
});
const kinds = (effects: readonly Effect[]) => effects.map(({ kind, turn }) => `${kind} ${turn}`);

describe('questions', () => {
  it('are looked up one at a time, in the order they were asked', () => {
    const first = run([asked('a'), asked('b')]);
    expect(kinds(first.effects)).toEqual(['search a']);
    const then = run([answered('a')], first.turns);
    expect(kinds(then.effects)).toEqual(['given a', 'search b']);
    const done = run([answered('b')], then.turns);
    expect(kinds(done.effects)).toEqual(['given b']);
    expect(done.turns.map(({ id, reply }) => [id, reply?.kind])).toEqual([
      ['a', 'answer'],
      ['b', 'answer'],
    ]);
  });

  it('have one answer: a second one and one that comes late change nothing', () => {
    const { turns } = run([asked('a'), answered('a')]);
    const again = step(turns, answered('a', 'question a', found([hit('other')])));
    expect(again).toEqual({ turns, effects: [] });
    expect(again.turns).toBe(turns);
    expect(step([], answered('gone'))).toEqual({ turns: [], effects: [] });
  });

  it('that are taken back leave nothing, and the next one is looked up', () => {
    const { turns, effects } = run([asked('a'), asked('b'), { kind: 'undone', turn: 'a' }]);
    expect(turns.map(({ id }) => id)).toEqual(['b']);
    expect(kinds(effects)).toEqual(['search a', 'search b']);
    expect(run([answered('a')], turns).turns).toBe(turns);
  });

  it('beyond the most that are kept push the oldest out', () => {
    const { turns } = run(Array.from({ length: MAX_TURNS + 3 }, (_, index) => asked(`t${index}`)));
    expect(turns).toHaveLength(MAX_TURNS);
    expect(turns[0]?.id).toBe('t3');
  });
});

describe('choices', () => {
  const { turns } = run([asked('a'), answered('a', 'question a', near)]);

  it('become a turn of their own with the article as its answer', () => {
    const { last, effects } = run([chose('a', 1)], turns);
    expect(last).toMatchObject({ from: 'a', reply: { kind: 'answer', hit: { id: 'coffee' }, isChosen: true } });
    expect(kinds(effects)).toEqual(['given a-1']);
  });

  it('are taken once by a double click, and both by two clicks on two', () => {
    expect(run([chose('a', 1), chose('a', 1)], turns).turns).toHaveLength(2);
    expect(run([chose('a', 1), chose('a', 0)], turns).turns).toHaveLength(3);
  });

  it('that fit none count as a failure', () => {
    expect(run([chose('a', null)], turns).last?.reply).toMatchObject({ says: 'unsure' });
    const before = run([asked('z'), answered('z', 'question z', found([]))]).turns;
    const failed = run([asked('a'), answered('a', 'question a', near), chose('a', null)], before);
    expect(failed.last?.reply).toMatchObject({ says: 'again' });
  });

  it('of a turn that offers none change nothing', () => {
    const { turns: plain } = run([asked('a'), answered('a')]);
    expect(run([chose('a', 0)], plain).turns).toBe(plain);
  });
});

describe('ratings', () => {
  const { turns } = run([asked('a'), answered('a')]);
  const rated = (helpful: boolean, outcome: 'saving' | 'saved' | 'not-saved' = 'saving'): ConversationEvent => ({
    kind: 'rated',
    turn: 'a',
    helpful,
    outcome,
  });

  it('are sent once, and end as what became of them', () => {
    const { effects, last } = run([rated(true), rated(false), rated(true, 'not-saved')], turns);
    expect(effects).toEqual([{ kind: 'rated', turn: 'a', article: 'a', helpful: true }]);
    expect(last?.reply).toMatchObject({ rating: { helpful: true, outcome: 'not-saved' } });
  });

  it('that were never begun have no outcome', () => {
    expect(run([rated(true, 'saved')], turns).turns).toBe(turns);
  });
});

describe('a hand-off', () => {
  const off: ConversationEvent = { kind: 'handed-off' };
  const reasons = (events: readonly ConversationEvent[]) =>
    run(events).effects.flatMap((effect) => (effect.kind === 'handoff' ? [effect.reason] : []));

  it('is told once at the same place, and again after another question', () => {
    expect(reasons([asked('a'), answered('a'), off, off])).toEqual(['wish']);
    expect(reasons([asked('a'), answered('a'), off, asked('b'), answered('b'), off])).toEqual(['wish', 'wish']);
    expect(reasons([off])).toEqual([]);
  });

  it('has the reason the last reply gives', () => {
    const reasonsAfter = (text: string, result: Parameters<typeof known>[1]) =>
      reasons([asked('a', text), answered('a', text, result), off]);
    expect(reasonsAfter('how?', found([]))).toEqual(['low-confidence']);
    expect(reasonsAfter('I will sue you', found([]))).toEqual(['red-flag']);
    expect(reasonsAfter('I want to die', null)).toEqual(['red-flag']);
    for (const why of ['none', 'failed', 'offline'] satisfies Miss[])
      expect(reasonsAfter('how?', why)).toEqual(['rule']);
    const twice = [asked('a'), answered('a', 'a', found([])), asked('b'), answered('b', 'b', found([])), off];
    expect(reasons(twice)).toEqual(['repeated-failure']);
  });

  it('after answers that did not help says how often', () => {
    const bad = (turn: string): ConversationEvent[] => [
      asked(turn),
      answered(turn),
      { kind: 'rated', turn, helpful: false, outcome: 'saving' },
    ];
    expect(reasons([...bad('a'), off])).toEqual(['low-confidence']);
    expect(reasons([...bad('a'), ...bad('b'), off])).toEqual(['repeated-failure']);
  });

  it('wished for in words needs no press, and a press tells nothing more', () => {
    const text = 'let me talk to a human';
    expect(reasons([asked('a', text), answered('a', text, null), off])).toEqual(['wish']);
    const yes = [
      asked('a'),
      answered('a', 'a', found([])),
      asked('b', 'yes please'),
      answered('b', 'yes please', null),
    ];
    expect(reasons(yes)).toEqual(['low-confidence']);
  });
});

describe('an earlier conversation', () => {
  it('comes before what was asked meanwhile, and its open question is looked up', () => {
    const { turns } = run([asked('now')]);
    const earlier: Conversation = [{ id: 'then', text: 'then', time: 0, reply: null }];
    const { turns: all, effects } = run([{ kind: 'restored', turns: earlier }], turns);
    expect(all.map(({ id }) => id)).toEqual(['then', 'now']);
    expect(kinds(effects)).toEqual(['search then']);
    // The question that was under way when it came is answered all the same.
    expect(run([answered('now')], all).last?.reply?.kind).toBe('answer');
  });
});

describe('whatever happens', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const id = fc.constantFrom(...ids);
  const text = fc.constantFrom('how?', 'talk to a human', 'hello', 'yes', 'I will sue you', 'I want to die', '转人工');
  const result = fc.constantFrom(
    found([hit('tea')]),
    near,
    found([]),
    found([hit('tea')], 0.1),
    'none' as const,
    'failed' as const,
    'offline' as const,
    null,
  );
  const event: fc.Arbitrary<ConversationEvent> = fc.oneof(
    fc.record({ kind: fc.constant('asked' as const), turn: id, text, time: fc.nat() }),
    fc.tuple(id, text, result).map(([turn, said, one]) => answered(turn, said, one)),
    fc.tuple(id, fc.constantFrom(0, 1, 2, null)).map(([from, place]) => chose(from, place)),
    fc.record({
      kind: fc.constant('rated' as const),
      turn: id,
      helpful: fc.boolean(),
      outcome: fc.constantFrom('saving' as const, 'saved' as const, 'not-saved' as const),
    }),
    fc.constant({ kind: 'handed-off' as const }),
    id.map((turn) => ({ kind: 'undone' as const, turn })),
  );
  const history = fc.array(event, { maxLength: 40 });

  it('no question gets two answers, and none is asked twice', () => {
    fc.assert(
      fc.property(history, (events) => {
        let turns: Conversation = [];
        for (const one of events) {
          const next = step(turns, one);
          for (const { id: turn, reply } of turns) {
            const after = next.turns.find((other) => other.id === turn)?.reply;
            if (!reply || !after) continue;
            const { rating: _before, ...was } = reply as typeof reply & { rating?: unknown };
            const { rating: _after, ...is } = after as typeof after & { rating?: unknown };
            expect(is).toEqual(was);
          }
          expect(new Set(next.turns.map(({ id: turn }) => turn)).size).toBe(next.turns.length);
          turns = next.turns;
        }
      }),
    );
  });

  it('every effect has its question in the conversation', () => {
    fc.assert(
      fc.property(history, (events) => {
        let turns: Conversation = [];
        for (const one of events) {
          const next = step(turns, one);
          for (const effect of next.effects) {
            expect(next.turns.map(({ id: turn }) => turn)).toContain(effect.turn);
          }
          turns = next.turns;
        }
      }),
    );
  });

  it('a question without an answer is being looked up', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { turns, effects } = run(events);
        const open = turns.find(({ reply }) => !reply);
        if (open) expect(kinds(effects)).toContain(`search ${open.id}`);
      }),
    );
  });

  it('a person can be reached: told now, or already', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { turns } = run(events);
        const { turns: after, effects } = step(turns, { kind: 'handed-off' });
        const wasTold = turns.at(-1)?.isHandedOff === true;
        expect(effects.some(({ kind }) => kind === 'handoff')).toBe(turns.length > 0 && !wasTold);
        if (after.length > 0) expect(after.at(-1)?.isHandedOff).toBe(true);
      }),
    );
  });
});

import { type Known, replyTo, sayUnsure } from './decide.ts';
import {
  type Conversation,
  countFailures,
  type HandoffReason,
  MAX_TURNS,
  offerOf,
  type Rating,
  type Reply,
  type Turn,
} from './state.ts';

/** What happens to a conversation. `time` is ms since the epoch; `turn` an id, new ones minted outside. */
export type ConversationEvent =
  | { readonly kind: 'asked'; readonly turn: string; readonly text: string; readonly time: number }
  | ({ readonly kind: 'found'; readonly turn: string } & Known)
  /**
   * `hit` is the place among the choices of `from`, null for none of them. `text` is what that says. The turn's id
   * tells both, so the second half of a double click is no second turn.
   */
  | {
      readonly kind: 'chose';
      readonly turn: string;
      readonly from: string;
      readonly hit: number | null;
      readonly text: string;
      readonly time: number;
    }
  /** First `saving`, then what became of it. */
  | ({ readonly kind: 'rated'; readonly turn: string } & Rating)
  /** The visitor goes to a person. */
  | { readonly kind: 'handed-off' }
  | { readonly kind: 'undone'; readonly turn: string }
  /** An earlier visit's conversation is back; what was asked meanwhile follows it. */
  | { readonly kind: 'restored'; readonly turns: Conversation };

/** What is to be done about it. `turn` is the question it belongs to. */
export type Effect =
  | { readonly kind: 'search'; readonly turn: string; readonly text: string }
  | {
      readonly kind: 'given';
      readonly turn: string;
      readonly article: string;
      readonly confidence: number;
      readonly passage: string;
    }
  | { readonly kind: 'rated'; readonly turn: string; readonly article: string; readonly helpful: boolean }
  /** A person is wanted: told once at the same place, however often the visitor goes to and fro. */
  | { readonly kind: 'handoff'; readonly turn: string; readonly reason: HandoffReason };

export interface Step {
  readonly turns: Conversation;
  readonly effects: readonly Effect[];
}

/**
 * The conversation after an event. What no longer fits (a late reply, a second click) changes nothing.
 * Questions are looked up one at a time, in the order they were asked.
 */
export function step(before: Conversation, event: ConversationEvent): Step {
  const { turns, effects } = apply(before, event);
  const open = firstOpen(turns);
  if (!open || open.id === firstOpen(before)?.id) return { turns, effects };
  return { turns, effects: [...effects, { kind: 'search', turn: open.id, text: open.text }] };
}

function firstOpen(turns: Conversation): Turn | undefined {
  return turns.find(({ reply }) => !reply);
}

function apply(turns: Conversation, event: ConversationEvent): Step {
  const id = 'turn' in event ? event.turn : '';
  const turn = event.kind === 'handed-off' ? turns.at(-1) : turns.find((other) => other.id === id);
  const reply = turn?.reply;
  const to = (changed: Conversation, ...effects: readonly Effect[]): Step => ({ turns: changed, effects });
  const add = (added: Turn, ...effects: readonly Effect[]) => to([...turns, added].slice(-MAX_TURNS), ...effects);
  const change = (fields: Partial<Turn>, ...effects: readonly Effect[]) =>
    to(
      turns.map((other) => (other === turn ? { ...other, ...fields } : other)),
      ...effects,
    );
  switch (event.kind) {
    case 'asked':
      if (!turn) return add({ id, text: event.text, time: event.time, reply: null });
      break;
    case 'found': {
      if (!turn || reply) break;
      const earlier = turns.slice(0, turns.indexOf(turn));
      const found = replyTo(event, earlier);
      if (offerOf(found) !== 'wish') return change({ reply: found }, ...given(id, found));
      // Asked for in so many words: nothing has to be pressed for it to be so.
      const reason = reasonFor(earlier);
      return change({ reply: found, isHandedOff: true }, { kind: 'handoff', turn: id, reason });
    }
    case 'chose': {
      const { from, text, time } = event;
      const choices = turns.find((other) => other.id === from)?.reply;
      if (choices?.kind !== 'choices' || turn) break;
      const hit = choices.hits[event.hit ?? -1];
      const chosen: Reply = hit
        ? { kind: 'answer', hit, confidence: choices.confidence, isChosen: true }
        : sayUnsure(turns);
      return add({ id, text, time, reply: chosen, from }, ...given(id, chosen));
    }
    case 'rated': {
      const { helpful, outcome } = event;
      const isNew = outcome === 'saving';
      if (reply?.kind !== 'answer' || isNew === Boolean(reply.rating)) break;
      const rated = { reply: { ...reply, rating: { helpful, outcome } } };
      return isNew ? change(rated, { kind: 'rated', turn: id, article: reply.hit.id, helpful }) : change(rated);
    }
    case 'handed-off':
      if (!turn || turn.isHandedOff) break;
      return change({ isHandedOff: true }, { kind: 'handoff', turn: turn.id, reason: reasonFor(turns) });
    case 'undone':
      return to(turns.filter((other) => other !== turn));
    case 'restored':
      return to([...event.turns, ...turns].slice(-MAX_TURNS));
    default:
      event satisfies never;
  }
  return to(turns);
}

function given(turn: string, reply: Reply): readonly Effect[] {
  if (reply.kind !== 'answer') return [];
  const { hit, confidence } = reply;
  return [{ kind: 'given', turn, article: hit.id, confidence, passage: hit.passage }];
}

/** Why the visitor goes to a person now: the last turn tells. */
function reasonFor(turns: Conversation): HandoffReason {
  const reply = turns.at(-1)?.reply;
  if (reply?.kind === 'answer' && reply.rating?.helpful === false) {
    return countFailures(turns) > 1 ? 'repeated-failure' : 'low-confidence';
  }
  return offerOf(reply) ?? 'wish';
}

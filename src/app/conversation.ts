import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { Reading } from '../conversation/reading.ts';
import type { Conversation, Found, Miss } from '../conversation/state.ts';
import { type ConversationEvent, type Effect, step } from '../conversation/step.ts';
import { readStored } from '../conversation/stored.ts';
import { questionOf, type TranscriptLine, toTranscript } from '../conversation/transcript.ts';
import type { Understand } from '../conversation/understanding.ts';
import type { SearchReply, SearchRequest } from '../engine/protocol.ts';
import type { PageEvents } from '../schema/page-api.ts';
import type { Clock, Schedule } from '../shared/clock.ts';
import { toMessage } from '../shared/errors.ts';
import type { KeyValue } from '../storage/key-value.ts';
import { replyText } from './conversation-texts.ts';
import type { AppState } from './state.ts';
import type { SubmissionActions } from './submissions.ts';

/** Longest question, in UTF-16 code units. */
export const MAX_QUESTION = 2_000;

/** So long a question can be taken back. Until then nothing about it is sent. */
const UNDO_MS = 5_000;
const SAVE_DELAY_MS = 300;
const SEARCH_LIMIT = 5;

/** What goes along to a person. */
export interface Carried {
  /** The visitor's question, masked; empty where he has asked none. */
  readonly question: string;
  readonly transcript: readonly TranscriptLine[];
}

export interface ConversationOptions {
  readonly state: Pick<AppState, 'knowledge' | 'isOnline' | 'lang' | 't' | 'visitorTurn'>;
  /** Resolves when the knowledge base is there, or is known not to be. */
  readonly loadKnowledge: () => Promise<void>;
  readonly search: (request: SearchRequest) => Promise<SearchReply>;
  /** What the rules read in a message: `readMessage`, wherever it runs. */
  readonly read: (text: string) => Promise<Reading>;
  /** The language models, where the page has them. */
  readonly understand?: Understand | undefined;
  /** Null where there is nowhere to send to. */
  readonly submissions: Pick<SubmissionActions, 'submit' | 'track'> | null;
  readonly drafts: KeyValue;
  /** Key of the visitor's own conversation in `drafts`. */
  readonly key: () => string;
  /** Hides what is private in a text. */
  readonly mask: (text: string) => string;
  /** Opens the way to a person. */
  readonly toTeam: (carried: Carried) => void;
  readonly createId: () => string;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly emit: <Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]) => void;
  readonly warn: (message: string) => void;
}

export interface ConversationActions {
  readonly turns: ReadonlySignal<Conversation>;
  /** What stands in the composer. */
  readonly text: ReadonlySignal<string>;
  /** The question that can still be taken back. */
  readonly undoable: ReadonlySignal<string | null>;
  setText(text: string): void;
  ask(text: string): void;
  /** Asks a turn's question once more. */
  askAgain(turn: string): void;
  /** Takes one of a turn's choices; null: none of them. `label` is what that says. */
  choose(turn: string, hit: number | null, label: string): void;
  rate(turn: string, helpful: boolean, reason?: string): void;
  /** Goes to a person, with the question and what was said. */
  handOff(): void;
  /** Deletes the conversation. */
  startOver(): void;
  /** Takes the last question back, as if it had not been asked. */
  undoLast(): void;
  /** Writes what the last moments changed: before the page may go. */
  save(): void;
}

/** The conversation with its effects: search on the device, storage, events. What the visitor writes stays here. */
export function createConversationActions(options: ConversationOptions): ConversationActions {
  const { state, submissions, drafts, mask, clock, schedule, emit, warn } = options;
  const turns = signal<Conversation>([]);
  const text = signal('');
  const undoable = signal<string | null>(null);
  /** The last question as it was written. */
  let original = '';
  let id = '';
  let isRestored = false;
  let unsent: (() => void)[] = [];
  let cancelUndo: () => void = () => undefined;
  let cancelSave: () => void = () => undefined;

  const save = () => {
    cancelSave();
    if (!isRestored) return; // or what an earlier visit left would be overwritten
    const stored = { v: 1, id, turns: turns.peek(), text: mask(text.peek()) };
    const isEmpty = stored.turns.length === 0 && stored.text === '';
    void (isEmpty ? drafts.delete(options.key()) : drafts.set(options.key(), stored));
  };
  /** From here on the last question stands. */
  const settleLast = () => {
    cancelUndo();
    undoable.value = null;
    for (const send of unsent.splice(0)) send();
  };
  const dropUnsent = () => {
    unsent = [];
    settleLast();
  };
  const tell = (turn: string, type: string, data: Readonly<Record<string, unknown>>) => {
    const send = () => submissions?.track(type, { conversation: id, ...data });
    if (turn === undoable.peek()) unsent.push(send);
    else send();
  };

  const dispatch = (event: ConversationEvent, reason?: string) => {
    const before = turns.peek();
    const { turns: after, effects } = step(before, event);
    if (after === before) return;
    turns.value = after;
    save();
    for (const effect of effects) run(effect, reason);
  };
  const run = (effect: Effect, reason: string | undefined) => {
    const { kind, turn, ...data } = effect;
    switch (effect.kind) {
      case 'search':
        return void search(turn, effect.text);
      case 'given': {
        const { article, confidence } = effect;
        emit('answer:given', { article, confidence });
        return tell(turn, 'answer.given', data);
      }
      case 'handoff':
        emit('handoff', { reason: effect.reason });
        return tell(turn, 'handoff.requested', data);
      case 'rated':
        return void keepRating(effect, reason);
    }
  };
  /** Null, and the developer told, where the task fails. */
  const attempt = async <Value>(task: () => Promise<Value> | undefined): Promise<Value | null> => {
    try {
      return (await task()) ?? null;
    } catch (error) {
      warn(`conversation: ${toMessage(error)}`);
      return null;
    }
  };
  const search = async (turn: string, asked: string) => {
    const reading = (await attempt(() => options.read(asked))) ?? {
      flag: null,
      isWish: false,
      talk: null,
      question: asked,
    };
    const { flag, isWish, talk, question } = reading;
    // Who may be in danger, or wants a person, waits for no search.
    const [found, understanding] =
      flag === 'self-harm' || isWish || talk
        ? [null, null]
        : await Promise.all([lookUp(question), attempt(() => options.understand?.(question))]);
    dispatch({ kind: 'found', turn, reading, found, understanding });
  };
  const lookUp = async (text: string): Promise<Found | Miss> => {
    await options.loadKnowledge();
    const knowledge = state.knowledge.peek();
    const isEmpty = knowledge.kind === 'ready' && knowledge.info.articles === 0;
    if (knowledge.kind === 'none' || isEmpty) return 'none';
    const found =
      knowledge.kind === 'ready' &&
      (await attempt(() => options.search({ text, lang: state.lang.peek(), limit: SEARCH_LIMIT })));
    return found || (state.isOnline.peek() ? 'failed' : 'offline');
  };
  const keepRating = async (effect: Extract<Effect, { kind: 'rated' }>, reason: string | undefined) => {
    const { turn, article, helpful } = effect;
    const data = { conversation: id, article, helpful, ...(reason && { reason }) };
    const submitted = await attempt(() => submissions?.submit('answer.rated', () => data));
    const isSaved = submitted !== null && submitted.result.kind !== 'refused';
    if (isSaved) emit('answer:rated', { article, helpful });
    dispatch({ kind: 'rated', turn, helpful, outcome: isSaved ? 'saved' : 'not-saved' });
  };
  const restore = async () => {
    const visitorTurn = state.visitorTurn.peek();
    const result = await drafts.get(options.key());
    if (visitorTurn !== state.visitorTurn.peek()) return; // somebody else sits here by now
    const stored = result.ok ? readStored(result.value) : null;
    isRestored = true;
    if (stored) {
      id = stored.id;
      text.value ||= stored.text;
      dispatch({ kind: 'restored', turns: stored.turns });
    } else if (turns.peek().length > 0 || text.peek() !== '') save();
  };
  const forget = () => {
    dropUnsent();
    cancelSave();
    id = options.createId();
    turns.value = [];
  };

  const ask = (asked: string) => {
    const question = asked.trim().slice(0, MAX_QUESTION);
    if (question === '') return;
    settleLast();
    original = question;
    if (text.peek().trim() === question) text.value = '';
    const turn = options.createId();
    undoable.value = turn;
    cancelUndo = schedule(settleLast, UNDO_MS);
    dispatch({ kind: 'asked', turn, text: mask(question), time: clock() });
  };

  // Called at once, and again when somebody else sits here or this visitor's data was erased.
  state.visitorTurn.subscribe(() => {
    isRestored = false;
    forget();
    text.value = '';
    void restore();
  });

  return {
    turns,
    text,
    undoable,
    setText(value) {
      text.value = value;
      cancelSave();
      cancelSave = schedule(save, SAVE_DELAY_MS);
    },
    ask,
    askAgain(turn) {
      ask(turns.peek().find(({ id }) => id === turn)?.text ?? '');
    },
    choose(from, hit, label) {
      settleLast();
      dispatch({ kind: 'chose', turn: `${from}-${hit}`, from, hit, text: label, time: clock() });
    },
    rate(turn, helpful, reason) {
      settleLast();
      dispatch({ kind: 'rated', turn, helpful, outcome: 'saving' }, reason);
    },
    handOff() {
      settleLast();
      dispatch({ kind: 'handed-off' });
      options.toTeam({
        question: questionOf(turns.peek()),
        transcript: toTranscript(turns.peek(), (reply) => replyText(reply, state.t.peek())),
      });
    },
    startOver() {
      forget();
      save();
    },
    undoLast() {
      const turn = undoable.peek();
      if (turn === null) return;
      dropUnsent();
      text.value = [original, text.peek()].filter(Boolean).join('\n');
      dispatch({ kind: 'undone', turn });
    },
    save() {
      settleLast();
      save();
    },
  };
}

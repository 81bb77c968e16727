import type { EngineCalls, KnowledgeInfo } from '../engine/protocol.ts';
import type { Schedule } from '../shared/clock.ts';
import { SupportError, toMessage } from '../shared/errors.ts';
import type { EngineCallName, ReplyMessage } from './messages.ts';

/** The engine as the page sees it: every call a promise. */
export type EngineClient = {
  readonly [Name in Exclude<EngineCallName, 'load'>]: (
    ...args: Parameters<EngineCalls[Name]>
  ) => Promise<Awaited<ReturnType<EngineCalls[Name]>>>;
} & {
  /** Loads (again) what `readKnowledge` gives. Rejects with a `SupportError` when it cannot be read. */
  load(): Promise<KnowledgeInfo>;
  stop(): void;
};

/** The engine on the main thread: the same calls, and loading that can be cut in slices. */
export type MainThreadEngine = EngineCalls & { loadInSteps(bytes: Uint8Array): Generator<void, KnowledgeInfo> };

export interface EngineClientOptions {
  /** Makes the worker; null where the page allows none. May throw. */
  readonly createWorker: () => Worker | null;
  /** Loads the same engine for the main thread. */
  readonly loadEngine: () => Promise<MainThreadEngine>;
  /** The knowledge base's bytes; asked again when a worker died, because the first copy was handed over. */
  readonly readKnowledge: () => Promise<Uint8Array>;
  readonly schedule: Schedule;
  /** Told once when the engine moves to the main thread, and why. */
  readonly onFallback?: (reason: string) => void;
  /** How long a worker may take to say `ready`. Default 3,000 ms. */
  readonly readyTimeoutMs?: number;
  /** Longest piece of work on the main thread. Default 12 ms. */
  readonly sliceMs?: number;
}

interface Waiting {
  readonly call: EngineCallName;
  readonly args: readonly unknown[];
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Runs the engine in a worker, or on the main thread when that fails. Calls that a dead worker left unanswered are
 * answered by the main thread: a caller never notices more than the time it takes.
 */
export function createEngineClient(options: EngineClientOptions): EngineClient {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let worker: Worker | null = null;
  let main: Promise<MainThreadEngine> | null = null;
  let hasFallenBack = false;
  let reloading: Promise<void> | null = null;
  let isLoaded = false;
  let isStopped = false;
  let cancelTimeout: () => void = () => undefined;

  const start = () => {
    if (worker || hasFallenBack || isStopped) return;
    try {
      worker = options.createWorker();
    } catch (error) {
      return fallBack(toMessage(error));
    }
    if (!worker) return fallBack('no worker address');
    cancelTimeout = options.schedule(() => fallBack('no answer in time'), options.readyTimeoutMs ?? 3_000);
    worker.addEventListener('message', ({ data }: MessageEvent<ReplyMessage>) => receive(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      fallBack(event.message || 'the worker could not be loaded');
    });
  };

  const receive = (reply: ReplyMessage) => {
    if (reply.kind === 'ready') return cancelTimeout();
    const call = waiting.get(reply.id);
    if (!call) return;
    waiting.delete(reply.id);
    if (reply.kind === 'result')
      call.resolve(reply.value as never); // the reply to this call has its type
    else call.reject(new SupportError(reply.code, reply.message));
  };

  const fallBack = (reason: string) => {
    cancelTimeout();
    worker?.terminate();
    worker = null;
    if (hasFallenBack || isStopped) return;
    hasFallenBack = true;
    options.onFallback?.(reason);
    const left = [...waiting.values()];
    waiting.clear();
    if (isLoaded) reloading = runOnMain('load', []).then(noted, noted); // a call that needs it reports what failed
    for (const { call, args, resolve, reject } of left) {
      runOnMain(call, args).then((value) => resolve(value as never), reject); // the reply to this call
    }
  };

  const mainEngine = async (): Promise<MainThreadEngine> => {
    main ??= options.loadEngine();
    try {
      return await main;
    } catch (error) {
      main = null; // a connection that comes back can still bring it
      throw error;
    }
  };

  const runOnMain = async (call: EngineCallName, args: readonly unknown[]): Promise<unknown> => {
    if (isStopped) throw stopped();
    const engine = await mainEngine();
    if (call !== 'load') await reloading;
    if (call === 'load')
      return drain(engine.loadInSteps(await options.readKnowledge()), options.schedule, options.sliceMs ?? 12);
    return (engine[call] as (...values: readonly unknown[]) => unknown)(...args); // the arguments of this call
  };

  const post = async (
    call: EngineCallName,
    args: readonly unknown[],
    transfer: Transferable[] = [],
  ): Promise<never> => {
    start();
    if (!worker) return (await runOnMain(call, args)) as never; // typed by `EngineClient`
    const target = worker;
    return new Promise<never>((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { call, args, resolve, reject });
      target.postMessage({ id, call, args }, transfer);
    });
  };

  return {
    async load() {
      start();
      if (!worker) {
        const info = (await runOnMain('load', [])) as KnowledgeInfo; // what `load` gives
        isLoaded = true;
        return info;
      }
      const bytes = await options.readKnowledge();
      const info: KnowledgeInfo = await post('load', [bytes], [bytes.buffer as ArrayBuffer]); // from fetch or a copy: never shared
      isLoaded = true;
      return info;
    },
    search: (request) => post('search', [request]),
    suggest: (request) => post('suggest', [request]),
    article: (request) => post('article', [request]),
    // On the page's own thread it would hold up the page.
    prepare: async (code) => (worker ? post('prepare', [code]) : null),
    loadModels: (files) => post('loadModels', [files]), // copied: the main thread may need them yet
    understand: (text) => post('understand', [text]),
    stop() {
      isStopped = true;
      cancelTimeout();
      worker?.terminate();
      worker = null;
      for (const call of waiting.values()) call.reject(stopped());
      waiting.clear();
    },
  };
}

const noted = () => undefined;

function stopped(): SupportError {
  return new SupportError('stopped', 'Helplet: the widget was shut down');
}

/** Runs a generator to its end, giving the page a turn after every `sliceMs`. */
function drain<Result>(steps: Generator<void, Result>, schedule: Schedule, sliceMs: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const slice = () => {
      const end = performance.now() + sliceMs;
      try {
        for (;;) {
          const step = steps.next();
          if (step.done) return resolve(step.value);
          if (performance.now() >= end) break;
        }
      } catch (error) {
        return reject(error);
      }
      schedule(slice, 0);
    };
    slice();
  });
}

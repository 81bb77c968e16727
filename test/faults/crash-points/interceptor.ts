/**
 * What can happen at one point of a life. `before` and `after` are seen from the work that is awaited there:
 * `crash-…`: the tab is gone, before or after it was done. `throw`: it fails and nothing was done. `abort`: it is cut
 * off in the middle. `hang…`: nothing is ever heard of it, not done or done; the rest of the page goes on.
 */
export type PointFault = 'crash-before' | 'crash-after' | 'throw' | 'abort' | 'hang' | 'hang-after';

/** The kinds of things the outbox waits for. */
export type PointKind = 'store' | 'request' | 'network' | 'lock' | 'timer' | 'code' | 'channel';

/** One await, in the order in which a life without faults comes to them. */
export interface Point {
  readonly kind: PointKind;
  readonly name: string;
}

export interface Plan {
  /** Index of the point. */
  readonly at: number;
  readonly fault: PointFault;
}

/** Stands between a life and everything it waits for. */
export interface Interceptor {
  /** Points passed so far. */
  readonly points: readonly Point[];
  readonly isDead: boolean;
  /** Works under way, but for locks, which are held for as long as a life likes. */
  readonly busy: number;
  /** Passes a point; gives the fault planned for it. */
  pass(kind: PointKind, name: string): PointFault | null;
  /** Runs what is awaited at a point, with the fault planned for it. `cutOff` is what `abort` does there. */
  wait<Result>(
    kind: PointKind,
    name: string,
    work: () => Promise<Result>,
    cutOff: (work: () => Promise<Result>) => Promise<Result>,
  ): Promise<Result>;
  /** Ends the life: nothing it waits for comes any more. */
  die(): void;
}

const NEVER = new Promise<never>(() => {});

/** @param onDeath called once, just after the life has ended */
export function createInterceptor(plan: Plan | null, onDeath: () => void): Interceptor {
  const points: Point[] = [];
  let isDead = false;
  let busy = 0;

  function die(): void {
    if (isDead) return;
    isDead = true;
    queueMicrotask(onDeath);
  }

  function pass(kind: PointKind, name: string): PointFault | null {
    if (isDead) return null;
    points.push({ kind, name });
    return plan?.at === points.length - 1 ? plan.fault : null;
  }

  async function counted<Result>(kind: PointKind, work: () => Promise<Result>): Promise<Result> {
    const weight = kind === 'lock' ? 0 : 1;
    busy += weight;
    try {
      return await work();
    } finally {
      busy -= weight;
    }
  }

  /** The dead hear nothing. */
  async function unlessDead<Result>(pending: Promise<Result>): Promise<Result> {
    try {
      const result = await pending;
      return isDead ? await NEVER : result;
    } catch (error) {
      if (isDead) return NEVER;
      throw error;
    }
  }

  return {
    points,
    get isDead() {
      return isDead;
    },
    get busy() {
      return busy;
    },
    pass,
    async wait(kind, name, todo, cutOff) {
      if (isDead) return NEVER;
      const work = () => counted(kind, todo);
      switch (pass(kind, name)) {
        case null:
          return unlessDead(work());
        case 'crash-before':
          die();
          return NEVER;
        case 'crash-after':
          await work().catch(() => null); // dies either way
          die();
          return NEVER;
        case 'throw':
          throw new Error('fault: failed');
        case 'abort':
          return unlessDead(cutOff(work));
        case 'hang':
          return NEVER;
        case 'hang-after':
          await work().catch(() => null); // not heard either way
          return NEVER;
      }
    },
    die,
  };
}

/** What `abort` does where the work is done all the same and only its answer is lost. */
export async function loseAnswer(work: () => Promise<unknown>): Promise<never> {
  await work();
  throw new DOMException('fault: cut off', 'AbortError');
}

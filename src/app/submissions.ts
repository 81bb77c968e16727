import type { Outbox, SubmitResult } from '../outbox/outbox.ts';
import type { Destination } from '../outbox/ports.ts';
import { toMessage } from '../shared/errors.ts';
import { createEvent, type EventContext } from './event.ts';

/** What became of something the visitor gave us. */
export type Submitted = { readonly id: string; readonly result: SubmitResult };

export interface SubmissionOptions {
  readonly outbox: Outbox;
  readonly dest: Destination;
  readonly context: EventContext;
  /** Whether events without a wish of the visitor may be sent at all. */
  readonly isTracked: () => boolean;
}

export interface SubmitOptions {
  /** The visitor wrote it: a copy stays on the device for him. */
  readonly keepCopy?: boolean;
  /** Submissions of one thread arrive in their order. `own`: the first of a thread named by its id. */
  readonly thread?: string | 'own';
  /** Not sent before this, ms since the epoch: so long it can be taken back. */
  readonly notBefore?: number;
}

export interface SubmissionActions {
  /** Saves an event for sending. `type` is without `helplet.`; `data` is given the minted id. Texts in it are masked already. */
  submit(
    type: string,
    data: (id: string) => Readonly<Record<string, unknown>>,
    options?: SubmitOptions,
  ): Promise<Submitted>;
  /** The same for what merely happened, where the site and the visitor allow it. */
  track(type: string, data: Readonly<Record<string, unknown>>): void;
}

/** Turns what the visitor wrote into events and saves them in the outbox. */
export function createSubmissionActions(options: SubmissionOptions): SubmissionActions {
  const { outbox, dest, context } = options;

  const submit: SubmissionActions['submit'] = async (type, data, { keepCopy = false, thread, ...rest } = {}) => {
    const event = await createEvent(context, type, data).catch(toMessage);
    if (typeof event === 'string') return { id: '', result: { kind: 'refused', reason: 'storage', message: event } };
    return {
      id: event.id,
      result: await outbox.submit({
        event,
        dest,
        keepCopy,
        ...rest,
        ...(thread && { thread: thread === 'own' ? event.id : thread }),
      }),
    };
  };

  return {
    submit,
    track(type, data) {
      if (options.isTracked()) void submit(type, () => data);
    },
  };
}

import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { runLives } from '../harness/lives.ts';
import { demand, type Scene, until } from '../harness/scene.ts';
import { readDraft } from '../harness/visit.ts';

/** A place in the page's code where it can be made to stand still, so that the browser is killed just there. */
type Place = 'adding' | 'saved' | 'fetching' | 'deleting';

/** The page stands still the `nth` time it comes to the place. Runs before all other scripts. */
function standStill([place, nth]: readonly [Place, number]): void {
  let times = 0;
  const hold = (): void => {
    times += 1;
    if (times !== nth) return;
    const request = new XMLHttpRequest();
    request.open('GET', '/hold', false);
    request.send();
  };
  const { add, delete: remove } = IDBObjectStore.prototype;
  if (place === 'adding') {
    IDBObjectStore.prototype.add = function (...args: Parameters<typeof add>) {
      const request = add.apply(this, args);
      if (this.name === 'outbox') hold(); // asked for, not committed
      return request;
    };
  }
  if (place === 'deleting') {
    IDBObjectStore.prototype.delete = function (...args: Parameters<typeof remove>) {
      if (this.name === 'outbox') hold(); // the answer is read, the row still there
      return remove.apply(this, args);
    };
  }
  if (place === 'fetching') {
    const native = window.fetch;
    window.fetch = (input, init) => {
      if (init?.method === 'POST') hold(); // claimed, not sent
      return native.call(window, input, init);
    };
  }
  if (place === 'saved') {
    addEventListener('helplet:ticket:queued', hold); // durable, and the visitor is being told so
  }
}

/** Writes, and kills the browser when the page stands still at the place, or `afterMs` after it went on from there. */
async function killAt(scene: Scene, kill: () => Promise<void>, place: Place, afterMs: number | null): Promise<void> {
  const count = scene.draw(1, 4);
  // What was written at once may go in one request.
  await scene.context.addInitScript(standStill, [place, place === 'fetching' ? 1 : scene.draw(1, count)] as const);
  const held = scene.site.held();
  const page = await scene.visit();
  // A draft is kept on the device after 300 ms.
  const thinkMs = scene.pick([0, 400]);
  void scene.write(page, scene.messages(count), thinkMs).catch(() => undefined); // killed before it ends
  const release = await held;
  if (afterMs !== null) {
    release();
    await new Promise((resolve) => setTimeout(resolve, afterMs));
  }
  await kill();
}

/** A message that is saved must not stand in the form any more: it would be sent twice. */
async function checkForm(scene: Scene, page: Page): Promise<void> {
  await scene.drained(page);
  let draft = '';
  const isEmptied = async () => {
    draft = await readDraft(page);
    return scene.arrived().every(({ body }) => body !== draft);
  };
  // The draft is back before the list of requests that it is compared with.
  await until(isEmptied, 'the form to be emptied', 2_000).catch(() => undefined);
  const isSaved = scene.arrived().some(({ body }) => body === draft);
  scene.check(!isSaved, `the form offers "${draft}" for sending: it is sent`);
}

/** In half of the runs the transaction is let go and the kill comes some ms later, before or after the commit. */
const killedSaving: Fault = {
  number: 1,
  name: 'browser killed between the click and the end of the transaction',
  run: (seed) =>
    runLives(
      seed,
      (scene, kill) => killAt(scene, kill, 'adding', scene.random() < 0.5 ? null : scene.random() * 30),
      checkForm,
    ),
};

const killedSaved: Fault = {
  number: 2,
  name: 'browser killed after the transaction, before the request',
  run: (seed) =>
    runLives(seed, (scene, kill) => killAt(scene, kill, scene.pick(['saved', 'fetching']), null), checkForm),
};

const killedUnread: Fault = {
  number: 3,
  name: 'browser killed when the server has committed and the answer is not read',
  run: (seed) =>
    runLives(seed, async (scene, kill) => {
      const count = scene.draw(1, 4);
      const nth = scene.pick([0, 0, 1]);
      const bytes = scene.pick([0, 1, 40, 200]);
      const committed = new Promise<void>((reached) => {
        scene.proxy.plan(({ index }) =>
          index >= nth ? { kind: 'cut-reply', bytes, end: 'hang', reached } : { kind: 'pass' },
        );
      });
      const page = await scene.visit();
      const writing = scene.write(page, scene.messages(count)).catch(() => undefined);
      await Promise.race([committed, writing.then(() => scene.drained(page)).catch(() => undefined)]);
      await kill();
    }),
};

const killedSending: Fault = {
  number: 4,
  name: 'browser killed with the request half written',
  run: (seed) =>
    runLives(seed, async (scene, kill) => {
      const halfWritten = new Promise<void>((reached) => {
        scene.proxy.plan(({ body }) => ({
          kind: 'cut-request',
          bytes: scene.draw(0, body.length - 1),
          end: 'hang',
          reached,
        }));
      });
      const page = await scene.visit();
      void scene.write(page, scene.messages(scene.draw(1, 4))).catch(() => undefined);
      await halfWritten;
      await kill();
    }),
};

/** Everything that arrived has its receipt, whoever of the two lives read the answer. */
async function checkReceipts(scene: Scene, page: Page): Promise<void> {
  await scene.drained(page);
  const { receipts } = await scene.stored(page);
  const missing = scene.arrived().filter(({ id }) => !receipts.some((receipt) => receipt.id === id));
  demand(missing.length === 0, `a receipt of each, and ${missing.length} have none`);
}

const killedSettling: Fault = {
  number: 5,
  name: 'browser killed between the answer and the deletion of the row',
  run: (seed) =>
    runLives(
      seed,
      (scene, kill) => killAt(scene, kill, 'deleting', scene.random() < 0.5 ? null : scene.random() * 30),
      checkReceipts,
    ),
};

export const kills: readonly Fault[] = [killedSaving, killedSaved, killedUnread, killedSending, killedSettling];

import type { AddressInfo } from 'node:net';
import { createServer, connect as dial, type Socket } from 'node:net';
import { type Exchange, type HttpMessage, readMessage, replyBody, withHeader } from './http-message.ts';

/** How a connection ends: `close` in good order (FIN), `reset` in the middle of a sentence (RST), `hang` not at all. */
export type Ending = 'close' | 'reset' | 'hang';

/** What the proxy does with one request. Bytes are of the body, or of the answer with its head. */
export type Act =
  | { readonly kind: 'pass'; readonly delayMs?: number }
  /** Only so much of the request reaches the collector. */
  | { readonly kind: 'cut-request'; readonly bytes: number; readonly end: Ending; readonly reached?: () => void }
  /** The collector gets all of it and answers; the page gets the first bytes of the answer. */
  | { readonly kind: 'cut-reply'; readonly bytes: number; readonly end: Ending; readonly reached?: () => void }
  /** Nothing is forwarded, nothing is answered. */
  | { readonly kind: 'hang'; readonly reached?: () => void }
  /** Nothing is forwarded, the connection ends. */
  | { readonly kind: 'refuse'; readonly end: Ending }
  /** The request goes on in small pieces. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  /** The collector gets it so often at the same time; the page gets the last answer. */
  | { readonly kind: 'replay'; readonly times: number }
  /** The request goes on with a wrong Content-Length. */
  | { readonly kind: 'wrong-length'; readonly by: number }
  /** The collector gets another body, the page another answer. */
  | {
      readonly kind: 'rewrite';
      readonly request?: (body: string) => string;
      readonly reply?: (body: string) => string;
    }
  /** The proxy answers itself, after the collector got the request where `forward`. */
  | { readonly kind: 'answer'; readonly reply: string; readonly forward?: boolean };

export interface FaultProxy {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  /** Every request that came whole, preflights included, in order. */
  readonly exchanges: readonly Exchange[];
  /** What happens to the requests that come from now on. Preflights pass unless `preflight` says otherwise. */
  plan(next: (exchange: Exchange) => Act | Promise<Act>): void;
  preflight(next: (exchange: Exchange) => Act | Promise<Act>): void;
  close(): Promise<void>;
}

const PASS: Act = { kind: 'pass' };

/** A TCP proxy in front of a collector that knows just enough of HTTP to spoil single requests at an exact byte. */
export async function startProxy(upstream: () => string): Promise<FaultProxy> {
  const exchanges: Exchange[] = [];
  const sockets = new Set<Socket>();
  let next: (exchange: Exchange) => Act | Promise<Act> = () => PASS;
  let preflight: (exchange: Exchange) => Act | Promise<Act> = () => PASS;
  let posts = 0;

  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined); // the other side may vanish at any moment: that is what this is for
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const open = (): Socket => {
    const { hostname, port } = new URL(upstream());
    return track(dial({ host: hostname, port: Number(port), noDelay: true }));
  };
  /** Sends the pieces one after the other and gives all that came back; empty when nothing did. */
  const ask = (pieces: readonly Buffer[], everyMs = 0): Promise<Buffer> =>
    new Promise((resolve) => {
      const socket = open();
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      socket.on('close', () => resolve(Buffer.concat(chunks)));
      void (async () => {
        for (const piece of pieces) {
          if (socket.destroyed) return;
          socket.write(piece);
          if (everyMs > 0) await wait(everyMs);
        }
      })();
    });

  const act = async (client: Socket, message: HttpMessage, choice: Act): Promise<void> => {
    const single = withHeader(message, 'connection', 'close');
    const whole = Buffer.concat([single.head, single.body]);
    switch (choice.kind) {
      case 'pass': {
        if (choice.delayMs) await wait(choice.delayMs);
        return give(client, await ask([whole]), 'close');
      }
      case 'cut-request': {
        const socket = open();
        socket.write(Buffer.concat([single.head, single.body.subarray(0, choice.bytes)]));
        await wait(20); // so that the collector has read it
        choice.reached?.();
        if (choice.end === 'hang') await closed(client);
        end(client, choice.end);
        end(socket, choice.end === 'close' ? 'close' : 'reset');
        return;
      }
      case 'cut-reply': {
        const reply = await ask([whole]);
        choice.reached?.();
        return give(client, reply.subarray(0, choice.bytes), choice.end);
      }
      case 'hang':
        choice.reached?.();
        return;
      case 'refuse':
        return end(client, choice.end);
      case 'drip':
        return give(client, await ask(piecesOf(whole, choice.bytes), choice.everyMs), 'close');
      case 'replay': {
        const replies = await Promise.all(Array.from({ length: choice.times }, () => ask([whole])));
        return give(client, replies.at(-1) ?? Buffer.alloc(0), 'close');
      }
      case 'wrong-length': {
        const wrong = withHeader(single, 'content-length', String(single.body.length + choice.by));
        const socket = open();
        socket.write(Buffer.concat([wrong.head, wrong.body]));
        const chunks: Buffer[] = [];
        socket.on('data', (chunk: Buffer) => chunks.push(chunk));
        await Promise.race([closed(socket), wait(150)]);
        end(socket, 'close');
        return give(client, Buffer.concat(chunks), 'close');
      }
      case 'rewrite': {
        const body = Buffer.from(choice.request?.(single.body.toString()) ?? single.body);
        const sent = withHeader(single, 'content-length', String(body.length));
        const reply = await ask([Buffer.concat([sent.head, body])]);
        return give(client, choice.reply ? Buffer.from(choice.reply(replyBody(reply))) : reply, 'close');
      }
      case 'answer':
        if (choice.forward) await ask([whole]);
        return give(client, Buffer.from(choice.reply), 'close');
    }
  };

  const server = createServer({ noDelay: true }, (client) => {
    track(client);
    let received = Buffer.alloc(0);
    const read = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const message = readMessage(received);
      if (!message) return;
      client.off('data', read);
      client.resume(); // one request a connection: whatever comes after it is not read
      const isPreflight = message.method === 'OPTIONS';
      const exchange: Exchange = { ...message, index: isPreflight ? -1 : posts++, at: Date.now() };
      exchanges.push(exchange);
      void Promise.resolve((isPreflight ? preflight : next)(exchange)).then((choice) => act(client, message, choice));
    };
    client.on('data', read);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    plan(choose) {
      next = choose;
    },
    preflight(choose) {
      preflight = choose;
    },
    async close() {
      const done = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await done;
    },
  };
}

function give(client: Socket, bytes: Buffer, ending: Ending): void {
  if (client.destroyed) return;
  if (bytes.length === 0) end(client, ending === 'close' ? 'reset' : ending);
  else client.write(bytes, () => end(client, ending));
}

function end(socket: Socket, ending: Ending): void {
  if (ending === 'close') socket.end();
  if (ending === 'reset') socket.resetAndDestroy();
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once('close', () => resolve());
  });
}

function piecesOf(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

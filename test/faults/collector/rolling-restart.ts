import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import { freePort, serveCollector } from '../harness/serve-collector.ts';
import { inScene, type Scene } from './scene.ts';

const RESTARTS = 3;

/** A load balancer of one line: each new connection goes to the port it names at that moment. */
interface Balancer {
  readonly port: number;
  target: number;
  close(): void;
}

async function startBalancer(): Promise<Balancer> {
  const sockets = new Set<Socket>();
  const balancer = { port: 0, target: 0, close: () => {} };
  const server = createServer((client) => {
    const upstream = connect(balancer.target, '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => other.end());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  balancer.port = typeof address === 'object' && address ? address.port : 0;
  balancer.close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return balancer;
}

/**
 * Restarts by SIGTERM under load. By turns the old one ends before the new one starts on its port, and the new one runs
 * on the same file before the old one is told to end, behind a balancer.
 */
export const rollingRestart: Fault = {
  number: 47,
  name: 'collector restarted (SIGTERM) under load',
  async run(seed) {
    const codes: (number | null)[] = [];
    const balancer = seed % 2 === 0 ? await startBalancer() : null;
    try {
      const options = { seed, devices: 6, ...(balancer ? { port: balancer.port } : {}) };
      const { outcome } = await inScene(options, async (scene) => {
        if (balancer) balancer.target = scene.port;
        for (let restart = 0; restart < RESTARTS; restart++) {
          const saving = submitForAWhile(scene);
          await wait(Math.floor(scene.random() * 60));
          codes.push(balancer ? await replace(scene, balancer) : await stopAndStart(scene));
          await saving;
        }
      });
      const wrong = codes.filter((code) => code !== 0).map((code) => `the collector ended with ${code}, not in order`);
      return { ...outcome, untrue: [...outcome.untrue, ...wrong] };
    } finally {
      balancer?.close();
    }
  },
};

async function submitForAWhile({ submit, random }: Scene): Promise<void> {
  for (let burst = 0; burst < 8; burst++) {
    await submit(5);
    await wait(Math.floor(random() * 20));
  }
}

async function stopAndStart(scene: Scene): Promise<number | null> {
  const code = await (scene.collector?.stop() ?? null);
  await scene.start();
  return code;
}

async function replace(scene: Scene, balancer: Balancer): Promise<number | null> {
  const port = await freePort();
  const old = scene.collector;
  scene.collector = await serveCollector({ file: scene.file, port });
  balancer.target = port;
  return old?.stop() ?? null;
}

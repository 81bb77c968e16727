import type { Outcome } from '../fault.ts';
import { makeProfile, type RunningChromium, startChromium } from '../harness/chromium.ts';
import { runScene, type Scene } from '../harness/scene.ts';
import type { Report } from '../report.ts';

/** Lives over one profile: more and its list of sent requests would make the page slower than its killer. */
const LIVES_A_PROFILE = 20;

/** So much later than a page usually takes, it is killed whatever it does, ms. */
const LONGEST_LIFE_MS = 20_000;

/** "Any moment" is one of these first ms of a page's life: it loads, drains what was left, and takes new requests. */
const MOMENTS_MS = 3_000;

interface Campaign {
  readonly kills: number;
  /** At least so many are told to be saved. */
  readonly tickets: number;
  /** The first seed; each profile has its own. */
  readonly from: number;
  readonly say: (line: string) => void;
}

interface Sums {
  kills: number;
  unread: number;
  /** Told to be saved. */
  tickets: number;
  lost: number;
  doubled: number;
  untrue: number;
  /** Ids of what was saved, not at the collector, and after a kill not in the database any more: for the backup to mend. */
  readonly forgotten: Set<string>;
  readonly complaints: string[];
}

/**
 * Kills a browser again and again while a visitor writes and the outbox sends: a third of the times when the collector
 * has committed and its answer is not read, a third at any moment, a third some ms after a ticket was told to be saved.
 */
export async function runKillCampaign({ kills, tickets, from, say }: Campaign): Promise<Report> {
  const sums: Sums = {
    kills: 0,
    unread: 0,
    tickets: 0,
    lost: 0,
    doubled: 0,
    untrue: 0,
    forgotten: new Set(),
    complaints: [],
  };
  for (let seed = from; sums.kills < kills || sums.tickets < tickets; seed++) {
    const perLife = Math.ceil(Math.max(1, tickets - sums.tickets) / Math.max(1, kills - sums.kills));
    const { lost, doubled, untrue, traces } = await runProfile(seed, Math.min(40, Math.max(5, perLife)), sums);
    sums.lost += lost.length;
    sums.doubled += doubled.length;
    sums.untrue += untrue.length;
    for (const one of [...lost.map((id) => `lost ${id} (${traces?.get(id) ?? 'no trace'})`), ...doubled, ...untrue]) {
      sums.complaints.push(`profile ${seed}: ${one}`);
      say(`profile ${seed}: ${one}`);
    }
    say(`${sums.kills} kills, ${sums.tickets} tickets, ${sums.lost} lost, ${sums.doubled} doubled`);
  }
  const ok = sums.complaints.length === 0;
  // Rule of three: nothing seen in n trials bounds the rate by 3/n with 95 % confidence.
  const bound = ok ? `; 95 % upper bound ${(300 / sums.kills).toFixed(2)} % of kills` : '';
  return {
    ok,
    lines: [
      ...sums.complaints,
      `${sums.kills} kills of the browser (${sums.unread} with the answer unread) over ${sums.tickets} tickets told to be ` +
        `saved: ${sums.lost} lost, ${sums.doubled} doubled, ${sums.untrue} untrue${bound}`,
      `${sums.forgotten.size} of them were forgotten by the browser's database`,
    ],
  };
}

async function runProfile(seed: number, perLife: number, sums: Sums): Promise<Outcome> {
  const profile = makeProfile();
  let running: RunningChromium = await startChromium(profile.path);
  try {
    return await runScene({ seed, keepsAll: true, context: running.context }, async (scene) => {
      for (let life = 0; life < LIVES_A_PROFILE; life++) {
        if (life > 0) {
          running = await startChromium(profile.path);
          await scene.moveTo(running.context);
          for (const id of await findForgotten(scene)) sums.forgotten.add(id);
        }
        await live(scene, perLife, life, running.kill, sums);
      }
      scene.proxy.plan(() => ({ kind: 'pass' }));
      running = await startChromium(profile.path);
      await scene.moveTo(running.context);
      const page = await scene.visit();
      sums.tickets += saved(scene);
      return page;
    });
  } finally {
    await running.kill();
    profile.remove();
  }
}

/** One life, from the first page to the kill. */
async function live(scene: Scene, perLife: number, life: number, kill: () => Promise<void>, sums: Sums): Promise<void> {
  const kind = (['unread', 'any', 'after'] as const)[life % 3] ?? 'any';
  const before = saved(scene);
  const isEnough = () => saved(scene) - before >= perLife;
  let isUnread = false;
  let strike = (): void => undefined;
  const struck = new Promise<void>((resolve) => {
    strike = resolve;
  });
  scene.proxy.plan(() => {
    if (kind !== 'unread' || !isEnough()) return { kind: 'pass' };
    const reached = () => {
      isUnread = true;
      strike();
    };
    return { kind: 'cut-reply', bytes: scene.pick([0, 0, 1, 100]), end: 'hang', reached };
  });
  const page = await scene.visit();
  // More than it will come to. Killed before it ends.
  void scene.write(page, scene.messages(perLife + 30)).catch(() => undefined);
  if (kind === 'after') void whenEnough(isEnough).then(() => setTimeout(strike, scene.random() * 120));
  const timer = setTimeout(strike, kind === 'any' ? scene.random() * MOMENTS_MS : LONGEST_LIFE_MS);
  await struck;
  clearTimeout(timer);
  await kill();
  sums.kills += 1;
  if (isUnread) sums.unread += 1;
}

/** Before anything is written again: what the database should hold and does not. */
async function findForgotten(scene: Scene): Promise<readonly string[]> {
  const page = await scene.context.newPage();
  await page.goto(scene.site.bare);
  // The first look at a database that cannot be read fails, and has it deleted.
  const { rows, dead, receipts } = await scene.stored(page).catch(() => scene.stored(page));
  await page.close();
  const found = new Set([...rows, ...dead, ...receipts, ...scene.arrived()].map(({ id }) => id));
  const promised = scene.said.filter(({ name, durable }) => name === 'ticket:queued' && durable).map(({ id }) => id);
  return promised.filter((id) => !found.has(id));
}

function saved(scene: Scene): number {
  return scene.said.filter(({ name, durable }) => name === 'ticket:queued' && durable).length;
}

async function whenEnough(isEnough: () => boolean): Promise<void> {
  while (!isEnough()) await new Promise((resolve) => setTimeout(resolve, 3));
}

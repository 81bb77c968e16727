import type { Plan, Point, PointFault, PointKind } from './interceptor.ts';
import { type Life, startLife } from './life.ts';
import { POISON, type Scenario } from './scenarios.ts';
import { createTold, listen, type Told } from './told.ts';
import { createWorld, type World } from './world.ts';

/** Faults that can happen at a point of each kind. */
const FAULTS: Readonly<Record<PointKind, readonly PointFault[]>> = {
  store: ['crash-before', 'crash-after', 'throw', 'abort', 'hang', 'hang-after'],
  network: ['crash-before', 'crash-after', 'throw', 'abort', 'hang', 'hang-after'],
  lock: ['crash-before', 'crash-after', 'throw', 'abort', 'hang', 'hang-after'],
  code: ['crash-before', 'crash-after', 'throw', 'hang'],
  // One request of a transaction: the tab dies at it, or the transaction ends there.
  request: ['crash-before', 'abort'],
  timer: ['crash-before', 'crash-after', 'hang'],
  channel: ['crash-before', 'throw'],
};

export interface Sweep {
  /** Points of the scenario without a fault, by kind. */
  readonly points: Readonly<Record<PointKind, number>>;
  /** Runs made: every point with every fault that can happen there. */
  readonly runs: number;
  /** What did not hold, each with point and fault. */
  readonly failures: readonly string[];
}

/** Plays a scenario once without a fault, and then once for every point in it and every fault that can happen there. */
export async function sweep(scenario: Scenario, isWanted: (run: number) => boolean = () => true): Promise<Sweep> {
  const { points, failures: sound } = await playOnce(scenario, null);
  const failures = sound.map((failure) => `${scenario.name}, no fault: ${failure}`);
  const counts = { store: 0, request: 0, network: 0, lock: 0, timer: 0, code: 0, channel: 0 };
  let runs = 0;
  let wanted = 0;
  for (const [at, point] of points.entries()) {
    counts[point.kind] += 1;
    for (const fault of FAULTS[point.kind]) {
      wanted += 1;
      if (!isWanted(wanted)) continue;
      runs += 1;
      const result = await playOnce(scenario, { at, fault }, recoversAlone(point.kind, fault));
      const reached = result.points[at];
      const label = `${scenario.name}, ${fault} at ${at} (${point.kind} ${point.name})`;
      if (reached?.kind !== point.kind || reached.name !== point.name) failures.push(`${label}: not reached`);
      for (const failure of result.failures) failures.push(`${label}: ${failure}`);
    }
  }
  return { points: counts, runs, failures };
}

/** Whether the page itself gets over a fault: it hears that something failed, or it gives up waiting for an answer. */
function recoversAlone(kind: PointKind, fault: PointFault): boolean {
  return fault === 'throw' || fault === 'abort' || (kind === 'network' && fault.startsWith('hang'));
}

async function playOnce(
  scenario: Scenario,
  plan: Plan | null,
  livesOn = true,
): Promise<{ readonly points: readonly Point[]; readonly failures: readonly string[] }> {
  const world = createWorld();
  const told = createTold();
  try {
    const life = startLife(world, 'first', plan);
    listen(life, told);
    await scenario.play(world, life, told);
    const points = [...life.interceptor.points];
    const failures = livesOn ? await openYet(world, life) : [];
    life.interceptor.die();
    return { points, failures: [...failures, ...(await settleIn(world, told))] };
  } finally {
    await world.close();
  }
}

/** What a page that lives on has not brought to its end within an hour. */
async function openYet({ time }: World, { outbox }: Life): Promise<readonly string[]> {
  await time.advance(3_600_000);
  const open = (await outbox.entries()).filter(({ state }) => state !== 'sent' && state !== 'failed');
  return open.map(({ id, state }) => `${id} still ${state} although its page lives on`);
}

/** A new life on the same disk, without faults, has hours to bring everything to its end. Gives what does not hold. */
async function settleIn(world: World, told: Told): Promise<readonly string[]> {
  world.treatments.length = 0;
  const life = startLife(world, 'last');
  listen(life, told);
  await world.time.advance(60_000);
  for (let quarter = 0; quarter < 5; quarter++) await world.time.advance(900_000);
  const stored = await world.stored();
  const entries = await life.outbox.entries();
  life.interceptor.die();
  const ended = new Map(entries.map(({ id, state }) => [id, state]));
  const at = (id: string) => stored.includes(id);
  const failures: string[] = [];
  const claim = (ids: Iterable<string>, holds: (id: string) => boolean, what: string) => {
    for (const id of ids) if (!holds(id)) failures.push(`${id} ${what}`);
  };
  claim(
    told.saved,
    (id) => at(id) || told.unwanted.has(id) || (POISON.has(id) && ended.get(id) === 'failed'),
    'called saved, and lost',
  );
  claim(told.sent, at, 'called sent, and not at the collector');
  claim(told.refused, (id) => !at(id) && !ended.has(id), 'called not saved, and kept or delivered');
  claim(told.takenBack, (id) => !at(id) && !ended.has(id), 'taken back, and kept or delivered');
  claim(told.erased, (id) => !at(id) && !ended.has(id), 'forgotten, and kept or delivered');
  claim(stored, (id) => stored.indexOf(id) === stored.lastIndexOf(id), 'doubled');
  claim(ended.keys(), (id) => ['sent', 'failed'].includes(ended.get(id) ?? ''), 'still open at the end');
  claim(
    ended.keys(),
    (id) => ended.get(id) !== 'failed' || POISON.has(id),
    'given up, though nothing was wrong with it',
  );
  for (const [name, ids] of told.threads) {
    const asSaved = [...ended.keys()].reverse().filter((id) => ids.includes(id));
    const asStored = stored.filter((id) => ids.includes(id));
    if (asStored.join() !== asSaved.join()) failures.push(`thread ${name} out of order`);
  }
  return failures;
}

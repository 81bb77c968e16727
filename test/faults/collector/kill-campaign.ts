import type { Report } from '../report.ts';
import { killUnderLoad } from './killed-in-commit.ts';
import { inScene } from './scene.ts';

const KILLS_PER_SCENE = 10;
const TICKETS_PER_KILL = 60;

/** Kills collectors under load, and says what became of everything they acknowledged. */
export async function runCollectorKills(kills: number, firstSeed = 1): Promise<Report> {
  const total = { kills: 0, busy: 0, unread: 0, missing: 0, submitted: 0, lost: 0, doubled: 0, untrue: 0 };
  for (let seed = firstSeed; total.kills < kills; seed++) {
    const now = Math.min(KILLS_PER_SCENE, kills - total.kills);
    const { outcome } = await inScene({ seed, devices: 12 }, async (scene) => {
      const counts = await killUnderLoad(scene, now, TICKETS_PER_KILL);
      total.busy += counts.busy;
      total.unread += counts.unread;
      total.missing += counts.missing;
    });
    total.kills += now;
    total.submitted += outcome.submitted;
    total.lost += outcome.lost.length;
    total.doubled += outcome.doubled.length;
    total.untrue += outcome.untrue.length;
  }
  return {
    lines: [
      `collector: ${total.kills} kills (kill -9), ${total.busy} of them with requests under way, ${total.submitted} tickets, seeds from ${firstSeed}`,
      `  ${total.unread} kills fell between commit and answer: tickets were on disk that nobody had been told of`,
      `  ${total.missing} acknowledged and not on disk after the kill, ${total.lost} lost, ${total.doubled} doubled, ${total.untrue} untrue`,
    ],
    ok: total.missing + total.lost + total.doubled + total.untrue === 0,
  };
}

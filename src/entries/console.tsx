import { mountConsole } from '../console/mount-console.tsx';
import { systemSchedule } from '../shared/clock.ts';
import { systemRandom } from '../shared/random.ts';

const root = document.getElementById('console');
if (root) {
  mountConsole({
    window,
    root,
    fetch: (input, init) => fetch(input, init),
    schedule: systemSchedule,
    random: systemRandom,
  });
}

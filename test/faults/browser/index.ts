import type { Fault } from '../fault.ts';
import { changedConfiguration } from './configuration.ts';
import { frozenTab } from './frozen-tab.ts';
import { fullDisk } from './full-disk.ts';
import { lostDatabase } from './lost-database.ts';
import { movedClock } from './moved-clock.ts';
import { blockedDatabase, corruptRows, newerDatabase } from './odd-databases.ts';
import { changedBuiltIns, noLocks, poorRandomness } from './odd-pages.ts';
import { pageCache } from './page-cache.ts';
import { slowProcessor } from './slow-processor.ts';
import { crashedTab, fiveTabs } from './tabs.ts';
import { twoWidgets } from './two-widgets.ts';
import { unavailableStorage } from './unavailable-storage.ts';
import { killedUpgrade } from './upgrades.ts';
import { erasedInFlight, withdrawnConsent } from './wishes.ts';

/** Faults of the browser: tabs, storage, clock, the page around us, the visitor's own wishes. */
export const browserFaults: readonly Fault[] = [
  fiveTabs,
  frozenTab,
  crashedTab,
  pageCache,
  noLocks,
  slowProcessor,
  fullDisk,
  blockedDatabase,
  newerDatabase,
  killedUpgrade,
  lostDatabase,
  unavailableStorage,
  corruptRows,
  movedClock,
  changedBuiltIns,
  poorRandomness,
  changedConfiguration,
  twoWidgets,
  erasedInFlight,
  withdrawnConsent,
];

import { makeProfile, type RunningChromium, startChromium } from './chromium.ts';
import { type CollectorProcess, startCollector } from './collector.ts';
import { type Site, startSite } from './site.ts';

/** What many runs share, because it takes long to start: a site, a collector, and a browser nobody kills. */
export interface Bench {
  site(): Promise<Site>;
  collector(): Promise<CollectorProcess>;
  chromium(): Promise<RunningChromium>;
  close(): Promise<void>;
}

function createBench(): Bench {
  let closers: (() => unknown)[] = [];
  const once = <Part>(make: () => Promise<Part>, close: (part: Part) => unknown) => {
    let made: Promise<Part> | null = null;
    return () => {
      made ??= make().then((part) => {
        closers.push(() => {
          made = null;
          return close(part);
        });
        return part;
      });
      return made;
    };
  };
  return {
    site: once(startSite, (site) => site.close()),
    collector: once(startCollector, (collector) => collector.dispose()),
    chromium: once(
      async () => {
        const profile = makeProfile();
        return { profile, ...(await startChromium(profile.path)) };
      },
      async ({ kill, profile }) => {
        await kill();
        profile.remove();
      },
    ),
    async close() {
      const closing = closers.reverse();
      closers = [];
      for (const close of closing) await close();
    },
  };
}

/** Started part by part when first asked for; whoever runs faults closes it at the end. */
export const bench: Bench = createBench();

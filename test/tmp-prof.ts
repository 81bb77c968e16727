import { chromium } from 'playwright-core';
import { startHost, pageWith } from './browser/support/host.ts';
import { CHROMIUM_ARGS } from './browser/support/browser.ts';
const articles = Array.from({ length: 300 }, (_, i) => ({ id: `a${i}`, title: `How to change setting ${i}`, body: 'Open the settings. '.repeat(12) }));
const host = await startHost({ files: { '/': pageWith('data-kb="/kb.json" data-endpoint="/v1/events"'), '/kb.json': { body: JSON.stringify(articles) }, '/icon.svg': {body:''} } });
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM_ARGS });
for (let i = 0; i < 3; i++) {
const p = await (await b.newContext()).newPage(); const s = await p.context().newCDPSession(p);
await s.send('Emulation.setCPUThrottlingRate', { rate: 4 });
await p.addInitScript(() => { const t: any[] = []; (window as any).lt = t; new PerformanceObserver(l => { for (const e of l.getEntries()) t.push([Math.round(e.startTime), Math.round(e.duration)]); }).observe({ type: 'longtask', buffered: true }); });
await p.goto(host.url); await p.waitForTimeout(500);
await s.send('Profiler.enable'); await s.send('Profiler.setSamplingInterval', { interval: 200 }); await s.send('Profiler.start');
await p.locator('helplet-widget button.launcher').click();
await p.locator('helplet-widget [role=combobox]').fill('change setting 7');
await p.locator('helplet-widget [role=option]').nth(1).waitFor();
await p.waitForTimeout(300);
const { profile } = await s.send('Profiler.stop');
console.log(JSON.stringify(await p.evaluate(() => (window as any).lt)));
if (i === 2) { const self = new Map<number, number>(); profile.samples!.forEach((id, k) => self.set(id, (self.get(id) ?? 0) + profile.timeDeltas![k]!));
const rows = profile.nodes.map(n => [self.get(n.id) ?? 0, n.callFrame.functionName, n.callFrame.url.split('/').pop(), n.callFrame.lineNumber+':'+n.callFrame.columnNumber]).sort((x: any, y: any) => y[0] - x[0]).slice(0, 16); for (const r of rows) console.log((r[0] as number / 1000).toFixed(1), r.slice(1).join(' ')); }
}
await b.close(); await host.close();

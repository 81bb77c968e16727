import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { type Service, startService } from './support/service.ts';

let browser: Browser;
let service: Service;

beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startService()]);
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
});

describe.each([
  {
    locale: 'en-GB',
    path: '/',
    typed: 'how long until my refund arives',
    title: 'When do I get my refund?',
    yes: 'Yes',
    thanks: 'Thanks for telling us.',
  },
  {
    locale: 'zh-CN',
    path: '/zh/',
    typed: '多久能收到退款',
    title: '退款多久到账',
    yes: '有帮助',
    thanks: '谢谢您的反馈。',
  },
])('in $locale', ({ locale, path, typed, title, yes, thanks }) => {
  test('a visitor finds an answer as he types, opens it and says that it helped', async () => {
    const before = await service.ratings();
    const { page, context, complaints } = await openPage(browser, service.url + path, { locale });
    await openPanel(page);
    await panel(page).getByRole('combobox').pressSequentially(typed, { delay: 5 });
    const first = panel(page).getByRole('option').first();
    await expect.poll(() => first.locator('.result-title').textContent()).toBe(title);
    expect(await first.locator('mark').count()).toBeGreaterThan(0);
    await first.click();
    await expect.poll(() => panel(page).locator('article h2').textContent()).toBe(title);
    await panel(page).getByRole('button', { name: yes, exact: true }).click();
    await expect.poll(() => panel(page).locator('.vote').textContent()).toBe(thanks);
    await expect.poll(async () => (await service.ratings()).length).toBe(before.length + 1);
    const [vote] = await service.ratings();
    expect(vote).toMatchObject({
      type: 'helplet.article.rated',
      data: { article: 'refunds', helpful: true, channel: 'widget', page: service.url + path },
    });
    expect(complaints).toEqual({ violations: [], errors: [] });
    expect(page.workers().map((worker) => new URL(worker.url()).pathname)).toEqual(['/helplet/worker.js']);
    await context.close();
  });
});

describe('a request', () => {
  test('arrives once, with what was written, and the page tells each state truly', async () => {
    const { page, context, complaints } = await openPage(browser, `${service.url}/delivery?order=8841#parcel`);
    await openPanel(page);
    await page.evaluate(() => {
      const page = window as unknown as { helplet: (...args: unknown[]) => void; seen: unknown[] };
      page.seen = [];
      for (const name of ['ticket:queued', 'ticket:sent', 'ticket:failed']) {
        page.helplet('on', name, (payload: object) => page.seen.push({ name, ...payload }));
      }
    });
    await panel(page).getByRole('button', { name: 'Write to us' }).click();
    await panel(page).getByLabel('Your e-mail').fill('ana@example.com');
    await panel(page).getByLabel('What is it about?').selectOption('complaint');
    await panel(page).getByLabel('Message').fill('My parcel is late.\nOrder 8841, ordered on Monday 🚚');
    await panel(page).getByRole('button', { name: 'Send request' }).click();
    await expect.poll(() => panel(page).locator('.state').textContent()).toBe("Sent. We'll reply to ana@example.com.");
    const tickets = (await service.tickets()).filter((ticket) => ticket.data.body.startsWith('My parcel'));
    expect(tickets).toHaveLength(1);
    const [ticket] = tickets;
    expect(ticket?.data).toMatchObject({
      id: ticket?.id,
      kind: 'complaint',
      subject: 'My parcel is late.',
      body: 'My parcel is late.\nOrder 8841, ordered on Monday 🚚',
      contact: { email: 'ana@example.com' },
      lang: 'en',
      channel: 'widget',
      // Query and fragment can hold secrets: they never leave the page.
      page: `${service.url}/delivery`,
    });
    expect(await page.evaluate(() => (window as unknown as { seen: unknown[] }).seen)).toEqual([
      { name: 'ticket:queued', id: ticket?.id, durable: true },
      { name: 'ticket:sent', id: ticket?.id },
    ]);
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });

  test('stays in "My requests" after a reload, without its page asking again', async () => {
    const { page, context } = await openPage(browser, service.url);
    await openPanel(page);
    await page.evaluate(() => (window as unknown as { helplet: (...args: unknown[]) => void }).helplet('ticket'));
    await panel(page).getByLabel('Your e-mail').fill('bo@example.com');
    await panel(page).getByLabel('Message').fill('A question that is kept');
    await panel(page).getByRole('button', { name: 'Send request' }).click();
    await expect.poll(() => panel(page).locator('.state').textContent()).toContain('Sent.');
    await page.reload();
    await openPanel(page);
    await panel(page).getByRole('button', { name: 'My requests' }).click();
    await panel(page)
      .getByRole('button', { name: /A question that is kept/ })
      .click();
    expect(await panel(page).locator('.state').textContent()).toBe("Sent. We'll reply to bo@example.com.");
    expect((await service.tickets()).filter(({ data }) => data.body === 'A question that is kept')).toHaveLength(1);
    await context.close();
  });
});

describe('the rating', () => {
  test('takes a face and a comment, and the collector has them', async () => {
    const { page, context, complaints } = await openPage(browser, service.url);
    await openPanel(page);
    await panel(page).getByRole('button', { name: 'Rate your experience' }).click();
    await panel(page).getByRole('button', { name: 'Send rating' }).click();
    await expect.poll(() => panel(page).getByText('Choose a face first.').count()).toBe(1);
    await panel(page).getByRole('radio', { name: 'Happy', exact: true }).click();
    await panel(page).getByLabel('Would you like to say why?').fill('Quick answer');
    await panel(page).getByRole('button', { name: 'Send rating' }).click();
    await expect.poll(() => panel(page).locator('.outcome').textContent()).toContain('Thank you.');
    await expect
      .poll(async () => (await service.ratings()).find(({ type }) => type === 'helplet.survey.answered')?.data)
      .toMatchObject({
        survey: 'csat',
        kind: 'csat',
        answers: { score: 4 },
        partial: false,
        comment: 'Quick answer',
      });
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });
});

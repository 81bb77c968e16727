import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleFiles } from '../support/attachments/sample-files.ts';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { type Service, type StoredTicket, startService } from './support/service.ts';

let browser: Browser;
let service: Service;

beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startService()]);
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
});

interface NamedFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

/** A photo made by the browser: 3,000 × 1,500 pixels of one colour. */
async function takePhoto(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(3_000, 1_500);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = '#0a0';
    context.fillRect(0, 0, 3_000, 1_500);
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())];
  });
  return Buffer.from(bytes);
}

/** The photo as a camera writes it: with the place in its EXIF part; and an archive hidden behind its end. */
function withPlace(photo: Buffer): Buffer {
  const place = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\0GPS 52.5200 N 13.4050 E', 'latin1');
  const marker = Buffer.from([0xff, 0xe1, 0, place.length + 2]);
  return Buffer.concat([photo.subarray(0, 2), marker, place, photo.subarray(2), Buffer.from('PK\x05\x06 archive')]);
}

/** Opens the form and waits until it takes files. */
async function openForm(page: Page) {
  await openPanel(page);
  await panel(page).getByRole('button', { name: 'Write to us' }).click();
  await panel(page).getByRole('button', { name: 'Add files' }).waitFor();
}

function names(page: Page) {
  return panel(page).locator('.attachments-row bdi').allTextContents();
}

async function send(page: Page, body: string): Promise<StoredTicket> {
  await panel(page).getByLabel('Your e-mail').fill('ana@example.com');
  await panel(page).getByLabel('Message').fill(body);
  await panel(page).getByRole('button', { name: 'Send request' }).click();
  const find = async () => (await service.tickets()).find(({ data }) => data.body === body);
  await expect.poll(find, { timeout: 20_000 }).toBeDefined();
  return (await find()) as StoredTicket;
}

function filesOf(ticket: StoredTicket): readonly NamedFile[] {
  return ticket.data.attachments as readonly NamedFile[];
}

async function download(id: string): Promise<Response> {
  return fetch(`${service.url}/v1/attachments/${id}`, { headers: { authorization: `Bearer ${service.token}` } });
}

/** Shares of the image's width and height → the colour there, red, green and blue. */
async function colourAt(page: Page, bytes: Buffer, across: number, down: number): Promise<readonly number[]> {
  return page.evaluate(
    async ({ data, x, y }) => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(data)]));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context?.drawImage(image, 0, 0);
      return [...(context?.getImageData(x * image.width, y * image.height, 1, 1).data.slice(0, 3) ?? [])];
    },
    { data: [...bytes], x: across, y: down },
  );
}

test('files chosen, dropped and pasted arrive as they were shown, without place, and with their hidden parts black', async () => {
  const { page, context, complaints } = await openPage(browser, service.url);
  await openForm(page);
  const photo = withPlace(await takePhoto(page));
  await panel(page)
    .locator('input[type="file"]')
    .setInputFiles([
      { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: photo },
      { name: 'too much.txt', mimeType: 'text/plain', buffer: Buffer.from('remove me') },
      { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg onload="alert(1)"/>') },
    ]);
  await expect.poll(() => names(page), { timeout: 10_000 }).toEqual(['IMG_1.jpg', 'too much.txt']);
  expect(await panel(page).locator('.attachments [role="alert"]').textContent()).toContain('drawing.svg');

  // Pasted into the message, dropped on the form.
  await page.evaluate(
    async ([png, pdf]) => {
      const form = document.querySelector('helplet-widget')?.shadowRoot?.querySelector('form');
      const transfer = (bytes: readonly number[], name: string, type: string) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(bytes)], name, { type }));
        return data;
      };
      const init = { bubbles: true, cancelable: true };
      const clipboardData = transfer(png as number[], 'image.png', 'image/png');
      form?.querySelector('textarea')?.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData }));
      const dataTransfer = transfer(pdf as number[], 'order 合同.pdf', 'application/pdf');
      form?.dispatchEvent(new DragEvent('drop', { ...init, dataTransfer }));
    },
    [[...sampleFiles.png], [...sampleFiles.pdf]],
  );
  await expect.poll(() => names(page)).toEqual(['IMG_1.jpg', 'too much.txt', 'image.png', 'order 合同.pdf']);
  await panel(page).getByRole('button', { name: 'Remove too much.txt' }).click();
  await expect.poll(() => names(page)).toEqual(['IMG_1.jpg', 'image.png', 'order 合同.pdf']);

  // By keyboard: Enter brings a box in the middle, Enter hides what is in it.
  await panel(page).getByRole('button', { name: 'Hide parts of IMG_1.jpg' }).focus();
  await page.keyboard.press('Enter');
  await panel(page).locator('dialog canvas[width="2000"]').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await panel(page).getByRole('button', { name: 'Done' }).click();
  await panel(page).locator('dialog').waitFor({ state: 'detached' });
  expect(
    await page.evaluate(() =>
      document.querySelector('helplet-widget')?.shadowRoot?.activeElement?.getAttribute('aria-label'),
    ),
  ).toBe('Hide parts of IMG_1.jpg');

  const files = filesOf(await send(page, 'See the files.'));
  expect(files.map(({ name, type }) => [name, type])).toEqual([
    ['IMG_1.jpg', 'image/jpeg'],
    ['image.png', 'image/png'],
    ['order 合同.pdf', 'application/pdf'],
  ]);
  expect(JSON.stringify(files)).not.toContain('refused');
  const received = await Promise.all(
    files.map(async ({ id, bytes }) => {
      const response = await download(id);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
      const body = Buffer.from(await response.arrayBuffer());
      expect(body.length).toBe(bytes);
      return body;
    }),
  );
  const [image = Buffer.alloc(0), , pdf] = received;
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  expect(sha256(pdf ?? Buffer.alloc(0))).toBe(sha256(sampleFiles.pdf));
  for (const trace of ['Exif', 'GPS', '52.52', 'archive']) {
    expect(photo.includes(trace)).toBe(true);
    expect(image.includes(trace)).toBe(false);
  }
  expect(await colourAt(page, image, 0.5, 0.5)).toEqual([0, 0, 0]);
  expect((await colourAt(page, image, 0.1, 0.1))[1]).toBeGreaterThan(150);
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});

test('a request with a file written while the server is away is on the device, is there after the page was closed, and arrives once', async () => {
  const { page, context } = await openPage(browser, service.url);
  await openForm(page);
  await panel(page)
    .locator('input[type="file"]')
    .setInputFiles({ name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from(sampleFiles.txt) });
  await expect.poll(() => names(page)).toEqual(['log.txt']);
  await panel(page).getByLabel('Your e-mail').fill('ana@example.com');
  await panel(page).getByLabel('Message').fill('The log.');
  await context.setOffline(true);
  await panel(page).getByRole('button', { name: 'Send request' }).click();
  await expect.poll(() => panel(page).locator('.state').textContent()).toContain('offline');
  await page.close();
  await context.setOffline(false);
  const later = await context.newPage();
  await later.goto(service.url);
  const find = async () => (await service.tickets()).filter(({ data }) => data.body === 'The log.');
  await expect.poll(async () => (await find()).length, { timeout: 30_000 }).toBe(1);
  const [file] = filesOf((await find())[0] as StoredTicket);
  const response = await download(file?.id ?? '');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(sampleFiles.txt);
  // Delivered, its file leaves the device.
  const left = () =>
    later.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const opening = indexedDB.open('helplet:default');
          opening.onsuccess = () => {
            const count = opening.result.transaction('blobs').objectStore('blobs').count();
            count.onsuccess = () => {
              opening.result.close();
              resolve(count.result);
            };
          };
        }),
    );
  await expect.poll(left, { timeout: 10_000 }).toBe(0);
  await context.close();
});

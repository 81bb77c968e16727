import { describe, expect, it } from 'vitest';
import { exportData } from '../../src/app/export-data.ts';
import { type SendingApp, sendTicket } from '../../src/app/requests.ts';
import { createDevice, type Visit } from '../support/app/create-device.ts';

async function send({ app, settle }: Visit, body: string): Promise<void> {
  await sendTicket(app as SendingApp, { email: 'x@example.org', body, kind: 'refund' });
  await settle();
}

/** What the visitor has in a form he began, in a conversation, and as a file. */
async function keep({ app, storage }: Visit, text: string): Promise<void> {
  const visitor = await app.visitor.current();
  await storage.keyValue('drafts').set(`ticket${app.visitor.suffix()}`, { body: `${text} draft` });
  await storage.keyValue('drafts').set(`conversation${app.visitor.suffix()}`, { said: `${text} words` });
  const file = { name: `${text} file`, type: 'text/plain', bytes: 3, data: new ArrayBuffer(3), visitor };
  await storage.keyValue('blobs').set(`${text} id`, file);
}

describe('what is kept on the device', () => {
  it('is given to whom it is about: all of it, as plain data', async () => {
    const visit = await createDevice().visit({ config: { instance: 'default' } });
    visit.sending.transport.script.push('deliver', { kind: 'retry', reason: 'HTTP 503', isAmbiguous: false });
    await send(visit, 'sent words');
    await send(visit, 'unsent words');
    await keep(visit, 'my');
    const data = await exportData(visit.app);
    expect(data).toMatchObject({ instance: 'default', visitor: await visit.app.visitor.known() });
    expect(new Date(data.exportedAt).getTime()).toBe(visit.app.clock());
    const written = JSON.stringify(data);
    for (const text of ['sent words', 'unsent words', 'my draft', 'my words', 'my file'])
      expect(written).toContain(text);
    expect(JSON.parse(written)).toEqual(data);
    expect(data.stores.blobs).toMatchObject({ 'my id': { data: { bytes: 3 } } });
  });

  it('by other people is not in it: neither their requests nor what they began', async () => {
    const visit = await createDevice().visit();
    await send(visit, 'nobody’s words');
    await keep(visit, 'nobody’s');
    const nobody = await visit.app.visitor.known();
    await visit.app.identify({ id: 'bob' });
    await send(visit, 'Bob’s words');
    await keep(visit, 'Bob’s');
    const bob = await visit.app.visitor.known();
    await visit.app.identify({ id: 'ada' });
    await send(visit, 'Ada’s words');
    await keep(visit, 'Ada’s');
    const hers = JSON.stringify(await exportData(visit.app));
    expect(hers).toContain('Ada’s words');
    expect(hers).toContain('Ada’s draft');
    for (const other of ['Bob’s', 'nobody’s', String(bob), String(nobody)]) expect(hers).not.toContain(other);
    await visit.app.identify({ id: 'bob' });
    const his = JSON.stringify(await exportData(visit.app));
    expect(his).toContain('Bob’s words');
    expect(his).not.toContain('Ada’s');
  });

  it('of a visitor without a name leaves out who has one', async () => {
    const visit = await createDevice().visit();
    await visit.app.identify({ id: 'bob' });
    await send(visit, 'Bob’s words');
    await keep(visit, 'Bob’s');
    await visit.app.logout();
    const data = await exportData(visit.app);
    expect(data.visitor).toBe('');
    expect(JSON.stringify(data)).not.toContain('Bob’s');
    await send(visit, 'nobody’s words');
    const later = JSON.stringify(await exportData(visit.app));
    expect(later).toContain('nobody’s words');
    expect(later).not.toContain('Bob’s');
  });

  it('makes no pseudonym and no database where there is none', async () => {
    const device = createDevice();
    const visit = await device.visit({ config: { consent: 'required' } });
    expect((await exportData(visit.app)).visitor).toBe('');
    expect(await visit.app.visitor.known()).toBeNull();
    expect(await device.databases()).toEqual([]);
  });
});

// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MAX_TICKET_BODY } from '../../../../src/schema/event/ticket-kinds.ts';
import { Ticket } from '../../../../src/ui/views/ticket/Ticket.tsx';
import type { TestAppOptions } from '../../../support/app/create-test-app.ts';
import { renderView } from '../../../support/app/render-view.tsx';
import { createDurableMemoryStore } from '../../../support/outbox/create-test-outbox.ts';

const EMAIL = '[name="email"]';
const BODY = '[name="body"]';
const EMAIL_ERROR = 'Enter an e-mail address like name@example.com.';
const BODY_ERROR = 'Write your message first.';

async function renderForm(options?: TestAppOptions) {
  const page = await renderView(<Ticket />, options);
  return {
    ...page,
    async leave(selector: string) {
      page.find(selector).dispatchEvent(new FocusEvent('blur'));
      await page.settle();
    },
    errors: () => page.findAll('.field .field-error').map((error) => error.textContent),
    summary: () => page.find('.error-summary').textContent,
    async submit() {
      page.find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      await page.settle();
    },
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('the form', () => {
  it('names every field, and ties hints to them', async () => {
    const { findAll, find } = await renderForm();
    for (const field of findAll('.field :is(input, select, textarea)')) {
      expect(find(`label[for="${field.id}"]`).textContent).not.toBe('');
      expect(field.getAttribute('aria-invalid')).toBeNull();
    }
    const hint = find(EMAIL).getAttribute('aria-describedby');
    expect(find(`#${hint}`).textContent).toBe('So that we can reply.');
  });

  it('complains of nothing while one writes, nor of a field left empty', async () => {
    const { type, leave, errors } = await renderForm();
    await leave(EMAIL);
    await type(EMAIL, 'ada');
    expect(errors()).toEqual([]);
  });

  it('complains of a wrong address when one leaves it, and stops when it is mended', async () => {
    const { type, leave, errors, find } = await renderForm();
    await type(EMAIL, 'ada@');
    await leave(EMAIL);
    expect(errors()).toEqual([EMAIL_ERROR]);
    expect(find(EMAIL).getAttribute('aria-invalid')).toBe('true');
    const described = find(EMAIL).getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described.map((id) => find(`#${id}`).textContent)).toContain(EMAIL_ERROR);
    await type(EMAIL, 'ada@example.org');
    expect(errors()).toEqual([]);
    expect(find(EMAIL).getAttribute('aria-invalid')).toBeNull();
  });

  it.each(['ada', 'ada@example', 'a b@example.org', '@example.org', 'ada@example.o', `${'x'.repeat(320)}@example.org`])(
    'does not take the address %s',
    async (email) => {
      const { type, submit, errors, saved } = await renderForm();
      await type(EMAIL, email);
      await type(BODY, 'late');
      await submit();
      expect(errors()).toEqual([EMAIL_ERROR]);
      expect(await saved('ticket.created')).toEqual([]);
    },
  );

  it('sent empty puts the focus on the first wrong field and says how many there are', async () => {
    const { submit, errors, summary, find, type, saved } = await renderForm();
    await submit();
    expect(errors()).toEqual([EMAIL_ERROR, BODY_ERROR]);
    expect(summary()).toBe('2 fields need another look.');
    expect(document.activeElement).toBe(find(EMAIL));
    await type(EMAIL, 'ada@example.org');
    expect(summary()).toBe('One field needs another look.');
    await submit();
    expect(document.activeElement).toBe(find(BODY));
    expect(await saved('ticket.created')).toEqual([]);
  });

  it('says by how much a message is too long', async () => {
    const { type, submit, errors } = await renderForm();
    await type(EMAIL, 'ada@example.org');
    await type(BODY, 'x'.repeat(MAX_TICKET_BODY + 1_500));
    await submit();
    expect(errors()).toEqual(['The message is too long by 1,500 characters.']);
  });

  it('saved leads to the request itself, with home behind it', async () => {
    const { type, choose, submit, state, saved, app } = await renderForm();
    await type(EMAIL, 'ada@example.org');
    await type(BODY, 'The cup is late.');
    await choose('select', 'refund');
    await submit();
    const [data] = await saved('ticket.created');
    expect(data).toMatchObject({ kind: 'refund', body: 'The cup is late.', contact: { email: 'ada@example.org' } });
    expect(state.route.value).toEqual({ kind: 'request', id: data?.id });
    app.back();
    expect(state.route.value).toEqual({ kind: 'home' });
  });

  it('pressed again while it is being saved saves once, and says that it is at work', async () => {
    let saves = 0;
    const add = () => {
      saves++;
      return new Promise<never>(() => undefined);
    };
    const { type, submit, find } = await renderForm({ outbox: { store: { ...createDurableMemoryStore(), add } } });
    await type(EMAIL, 'ada@example.org');
    await type(BODY, 'late');
    await submit();
    await submit();
    expect(saves).toBe(1);
    expect(find('[type="submit"]').textContent).toBe('Saving');
    expect(find('[type="submit"]').getAttribute('aria-disabled')).toBe('true');
  });

  it('that could not be saved says so, keeps the text and offers to copy it', async () => {
    const copied: string[] = [];
    vi.stubGlobal('navigator', { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    const store = { ...createDurableMemoryStore(), add: () => Promise.reject(new Error('QuotaExceededError')) };
    const { type, submit, find, state, click } = await renderForm({ outbox: { store } });
    await type(EMAIL, 'ada@example.org');
    await type(BODY, 'The cup is late.');
    await submit();
    const alert = find('[role="alert"]');
    expect(alert.textContent).toContain("This couldn't be saved here.");
    expect(document.activeElement).toBe(alert);
    expect(state.route.value.kind).toBe('home');
    expect(find<HTMLTextAreaElement>(BODY).value).toBe('The cup is late.');
    await click('Copy message');
    expect(copied).toEqual(['The cup is late.']);
  });

  it.each([
    [{ limits: { maxRows: 0 } }, 'There are too many unsent requests'],
    [{ limits: { maxEventBytes: 100 } }, 'This message is too large to be saved'],
  ])('refused by %j says why', async (outbox, reason) => {
    const { type, submit, find } = await renderForm({ outbox });
    await type(EMAIL, 'ada@example.org');
    await type(BODY, 'late');
    await submit();
    expect(find('[role="alert"]').textContent).toContain(reason);
  });

  it('says to whom the message goes, where the site has a name', async () => {
    expect((await renderForm({ config: { name: 'Tea House' } })).text()).toContain('Your message goes to Tea House.');
    expect((await renderForm()).text()).toContain('Nothing is sent before you press the button.');
  });

  it('starts with the everyday kind, and offers all four', async () => {
    const { findAll, find } = await renderForm();
    expect(findAll('option').map((option) => option.textContent)).toEqual([
      'A question',
      'Something else',
      'A complaint',
      'A refund',
    ]);
    expect(find<HTMLSelectElement>('select').value).toBe('consultation');
  });
});

describe('without an endpoint', () => {
  it('but with an address, the text goes along to the mail program', async () => {
    const { find, findAll, type } = await renderForm({ outbox: null, config: { email: 'help+tea@shop.example' } });
    expect(findAll('form, button[type="submit"]')).toEqual([]);
    await type('textarea', 'Where is my cup? & a "question"');
    const href = find<HTMLAnchorElement>('a').getAttribute('href') ?? '';
    expect(href.startsWith('mailto:help%2Btea@shop.example?body=')).toBe(true);
    expect(new URL(href).searchParams.get('body')).toBe('Where is my cup? & a "question"');
  });

  it('a configured address cannot add headers to the mail', async () => {
    const { find } = await renderForm({ outbox: null, config: { email: 'a@b.example?bcc=evil' } });
    expect([...new URL(find('a').getAttribute('href') ?? '').searchParams.keys()]).toEqual(['body']);
  });

  it('or address, a plain no and no field to write into in vain', async () => {
    const { text, findAll } = await renderForm({ outbox: null });
    expect(text()).toContain('There is nowhere to send a message to from here.');
    expect(findAll('textarea, input, button, a')).toEqual([]);
  });
});

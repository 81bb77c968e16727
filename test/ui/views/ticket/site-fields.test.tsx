// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { FormField } from '../../../../src/schema/config.ts';
import { Ticket } from '../../../../src/ui/views/ticket/Ticket.tsx';
import { renderView } from '../../../support/app/render-view.tsx';

const fields: readonly FormField[] = [
  { name: 'Order number', label: { en: 'Order', zh: '订单号' }, required: true },
  { name: 'total', label: 'Total', type: 'number' },
  { name: 'size', type: 'select', options: ['S', 'L'], required: true },
  { name: 'terms', label: 'I have read the terms', type: 'checkbox', required: true },
];

async function renderForm(config: { readonly locale?: string; readonly fields?: readonly FormField[] } = {}) {
  const page = await renderView(<Ticket />, { config: { fields, ...config } });
  const control = (label: string) => {
    const found = page.findAll('.field').find((field) => field.textContent?.startsWith(label));
    const input = found?.querySelector<HTMLInputElement>('input, select');
    if (!input) throw new Error(`no field "${label}"`);
    return input;
  };
  return {
    ...page,
    control,
    async fill(label: string, value: string) {
      const input = control(label);
      input.value = value;
      input.dispatchEvent(new Event(input.localName === 'select' ? 'change' : 'input', { bubbles: true }));
      await page.settle();
    },
    async tick(label: string) {
      control(label).click();
      await page.settle();
    },
    async submit() {
      await page.type('[name="email"]', 'ada@example.org');
      await page.type('[name="body"]', 'The cup is late.');
      page.find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      await page.settle();
    },
    errorOf(label: string) {
      const described = control(label).getAttribute('aria-describedby');
      return described && page.find(`#${described}`).textContent;
    },
    errors: () => page.findAll('.field .field-error').map(({ textContent }) => textContent),
  };
}

describe('the site’s own fields', () => {
  it('are asked for between the others, by their labels, and go along with the request', async () => {
    const { fill, tick, submit, saved, control } = await renderForm();
    expect(control('Total').inputMode).toBe('decimal');
    await fill('Order', 'A-17');
    await fill('Total', '9.50');
    await fill('size', 'L');
    await tick('I have read the terms');
    await submit();
    const [data] = await saved('ticket.created');
    expect(data?.fields).toEqual({ 'Order number': 'A-17', total: '9.50', size: 'L', terms: true });
  });

  it('that are required have to be filled in, a tick included; each says so itself', async () => {
    const { submit, saved, errors, errorOf, find, control, fill, tick } = await renderForm();
    await submit();
    expect(await saved('ticket.created')).toEqual([]);
    expect(errors()).toEqual(Array(3).fill('Fill in this field.'));
    expect(find('.error-summary').textContent).toBe('3 fields need another look.');
    for (const label of ['Order', 'size', 'I have read the terms']) {
      expect(errorOf(label)).toBe('Fill in this field.');
      expect(control(label).getAttribute('aria-invalid')).toBe('true');
    }
    expect(document.activeElement).toBe(control('Order'));
    await fill('Order', 'A-17');
    await fill('size', 'S');
    expect(errors()).toEqual(['Fill in this field.']);
    await submit();
    expect(document.activeElement).toBe(control('I have read the terms'));
    await tick('I have read the terms');
    expect(errors()).toEqual([]);
  });

  it('may be left empty otherwise, but a number must be one', async () => {
    const { fill, tick, submit, saved, errors, errorOf } = await renderForm();
    await fill('Order', 'A-17');
    await fill('size', 'S');
    await tick('I have read the terms');
    await fill('Total', 'twelve');
    await submit();
    expect(errorOf('Total')).toBe('Enter a number.');
    await fill('Total', '');
    expect(errors()).toEqual([]);
    await submit();
    expect((await saved('ticket.created'))[0]?.fields).toMatchObject({ total: '' });
  });

  it('that were ticked and unticked are empty again', async () => {
    const { tick, submit, errorOf } = await renderForm();
    await tick('I have read the terms');
    await tick('I have read the terms');
    await submit();
    expect(errorOf('I have read the terms')).toBe('Fill in this field.');
  });

  it.each([
    ['en', 'Order'],
    ['zh', '订单号'],
    ['fr', 'Order'],
  ])('speak the visitor’s language: in %s “%s”', async (locale, label) => {
    const { control } = await renderForm({ locale });
    expect(control(label).type).toBe('text');
  });

  it('have ids of their own, whatever they are named', async () => {
    const odd = ['a b', 'a"b', 'ä', '0', 'email', 'constructor'].map((name) => ({ name, required: true }));
    const { submit, findAll, find } = await renderForm({ fields: odd });
    await submit();
    const described = findAll('.field input[aria-invalid]').map(
      (input) => input.getAttribute('aria-describedby') ?? '',
    );
    expect(described).toHaveLength(odd.length);
    expect(new Set(described).size).toBe(odd.length);
    for (const id of described) expect(find(`#${id}`).textContent).toBe('Fill in this field.');
    const ids = findAll('[id]').map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keep what is private out of the request', async () => {
    const { fill, submit, saved } = await renderForm({ fields: [{ name: 'paid', label: 'Paid with' }] });
    await fill('Paid with', '4242 4242 4242 4242');
    await submit();
    expect((await saved('ticket.created'))[0]?.fields).toEqual({ paid: '[card]' });
  });

  it('with marks of HTML in their labels are text', async () => {
    const { findAll, control } = await renderForm({ fields: [{ name: 'x', label: '<img src=x onerror=alert(1)>' }] });
    expect(control('<img').type).toBe('text');
    expect(findAll('img')).toEqual([]);
  });
});

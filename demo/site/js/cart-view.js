import { readCart, setPieces } from './cart.js';
import { catalogue } from './catalogue.js';
import { element } from './element.js';
import { formatPrice, pageLang, pageWords } from './words.js';

function cartRow(id, pieces) {
  const lang = pageLang();
  const text = pageWords();
  const { name: names, priceCents } = catalogue[id];
  const name = names[lang];
  const link = element('a', { href: `${lang === 'zh' ? '/zh' : ''}/products/${id}.html` }, name);
  const amount = element('input', {
    class: 'amount',
    id: `pieces-${id}`,
    type: 'number',
    min: '1',
    max: '20',
    value: String(pieces),
    'data-cart-pieces': id,
  });
  return element(
    'li',
    {},
    element('img', { src: `/img/${id}.svg`, alt: '', width: '80', height: '80' }),
    element(
      'div',
      {},
      element('h2', { class: 'cart-name' }, link),
      element('p', { class: 'quiet price' }, `${formatPrice(priceCents)} ${text.each}`),
    ),
    element('p', { class: 'price' }, formatPrice(priceCents * pieces)),
    element(
      'div',
      { class: 'controls' },
      element('div', { class: 'field' }, element('label', { for: amount.id }, text.pieces), amount),
      element(
        'button',
        { type: 'button', class: 'text-button', 'data-cart-remove': id, 'aria-label': text.removeItem(name) },
        text.remove,
      ),
    ),
  );
}

/** Draws the cart page's rows and sum; does nothing on other pages. */
export function drawCart() {
  const rows = document.querySelector('[data-cart-rows]');
  if (rows === null) return;
  const cart = readCart();
  rows.replaceChildren(...[...cart].map(([id, pieces]) => cartRow(id, pieces)));
  const sumCents = [...cart].reduce((sum, [id, pieces]) => sum + catalogue[id].priceCents * pieces, 0);
  for (const node of document.querySelectorAll('[data-cart-full]')) node.hidden = cart.size === 0;
  for (const node of document.querySelectorAll('[data-cart-empty]')) node.hidden = cart.size > 0;
  const sum = document.querySelector('[data-cart-sum]');
  if (sum !== null) sum.textContent = formatPrice(sumCents);
}

/** Takes a change of a row's amount, or its removal, and redraws with the focus where a keyboard user expects it. */
export function changeCart(id, pieces) {
  setPieces(id, pieces);
  drawCart();
  const next = document.getElementById(`pieces-${id}`) ?? document.querySelector('main h1');
  next?.focus();
}

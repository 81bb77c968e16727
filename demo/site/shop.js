import './helplet-queue.js';
import { addPieces, countPieces } from './js/cart.js';
import { changeCart, drawCart } from './js/cart-view.js';
import { catalogue } from './js/catalogue.js';
import { followLinks, isSoft, setSoft } from './js/navigate.js';
import { carryTheme, drawThemeButton, switchTheme } from './js/theme.js';
import { pageLang, pageWords } from './js/words.js';

function drawCount() {
  const pieces = countPieces();
  for (const node of document.querySelectorAll('[data-cart-count]')) {
    node.textContent = pieces === 0 ? '' : String(pieces);
  }
}

function draw() {
  for (const node of document.querySelectorAll('[data-needs-script]')) node.hidden = false;
  drawCount();
  drawCart();
  drawThemeButton();
}

function say(place, text) {
  const node = document.querySelector(place);
  if (node !== null) node.textContent = text;
}

// Listeners sit on the document, so they outlive the content that soft navigation swaps.
addEventListener('submit', (event) => {
  const form = event.target instanceof HTMLFormElement ? event.target : null;
  const id = form?.dataset.product;
  if (form === null || id === undefined || !Object.hasOwn(catalogue, id)) return;
  event.preventDefault();
  addPieces(id, new FormData(form).get('pieces'));
  drawCount();
  say('[data-said]', pageWords().added(catalogue[id].name[pageLang()]));
});

addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (button === null) return;
  if (button.hasAttribute('data-theme-switch')) switchTheme();
  if (button.hasAttribute('data-checkout')) say('[data-said]', pageWords().checkout);
  if (button.dataset.cartRemove !== undefined) {
    changeCart(button.dataset.cartRemove, 0);
    drawCount();
  }
});

addEventListener('change', (event) => {
  const input = event.target instanceof HTMLInputElement ? event.target : null;
  if (input === null) return;
  if (input.hasAttribute('data-soft-switch')) setSoft(input.checked);
  if (input.dataset.cartPieces !== undefined) {
    changeCart(input.dataset.cartPieces, input.value);
    drawCount();
  }
});

// Another tab of the shop changed the cart or the theme.
addEventListener('storage', draw);

for (const input of document.querySelectorAll('[data-soft-switch]')) input.checked = isSoft();
draw();
carryTheme();
followLinks(() => {
  draw();
  window.helplet('page');
});

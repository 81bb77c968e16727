import { catalogue } from './catalogue.js';
import { recall, remember } from './storage.js';

const KEY = 'cart';
const MAX_PIECES = 20;

/** The cart as a map from product id to pieces. Anything unreadable or no longer sold is left out. */
export function readCart() {
  const cart = new Map();
  try {
    const stored = JSON.parse(recall(KEY) ?? '{}');
    for (const id of Object.keys(catalogue)) {
      const pieces = Math.floor(Number(stored?.[id]));
      if (pieces > 0) cart.set(id, Math.min(pieces, MAX_PIECES));
    }
  } catch {
    // Not ours or damaged: an empty cart is the safe reading.
  }
  return cart;
}

/** Puts `pieces` of a product into the cart; 0 takes it out. */
export function setPieces(id, pieces) {
  const cart = readCart();
  const wanted = Math.min(Math.max(0, Math.floor(Number(pieces) || 0)), MAX_PIECES);
  if (wanted === 0) cart.delete(id);
  else cart.set(id, wanted);
  remember(KEY, cart.size === 0 ? null : JSON.stringify(Object.fromEntries(cart)));
}

/** Adds pieces to those already in the cart. */
export function addPieces(id, pieces) {
  setPieces(id, (readCart().get(id) ?? 0) + Math.max(1, Math.floor(Number(pieces) || 1)));
}

/** How many pieces the cart holds. */
export function countPieces() {
  return [...readCart().values()].reduce((sum, pieces) => sum + pieces, 0);
}

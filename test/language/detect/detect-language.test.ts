import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../../src/language/detect/detect-language.ts';

describe('detectLanguage', () => {
  it.each([
    ['where is my parcel', 'en'],
    ['refund', 'en'],
    ['', 'en'],
    ['我的 iPhone 还没到', 'zh'],
    ['¿Dónde está mi pedido? quiero saber cuando llega', 'other'],
    ['je veux un remboursement pour ma commande', 'other'],
    ['wo ist mein Paket und wie kann ich es zurückgeben', 'other'],
    ['返品したいです', 'other'],
    ['где мой заказ', 'other'],
    ['أين طلبي', 'other'],
  ])('%j is %s', (text, lang) => {
    expect(detectLanguage(text)).toBe(lang);
  });
});

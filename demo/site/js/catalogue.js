/** What the shop sells, by id: the cart needs names and prices on every page. Prices in euro cents, with VAT. */
export const catalogue = {
  'moon-teapot': { priceCents: 6800, name: { en: 'Moon teapot', zh: '满月壶' } },
  'celadon-cup': { priceCents: 2200, name: { en: 'Celadon cup', zh: '青瓷杯' } },
  'ash-gaiwan': { priceCents: 3600, name: { en: 'Ash glaze gaiwan', zh: '灰釉盖碗' } },
  'spring-sencha': { priceCents: 1600, name: { en: 'Spring sencha', zh: '春煎茶' } },
  'winter-orchard': { priceCents: 1200, name: { en: 'Winter Orchard', zh: '冬日果园' } },
  'tea-box': { priceCents: 2400, name: { en: 'The tea box', zh: '茶盒订阅' } },
};

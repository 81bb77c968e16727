/** Articles of the shop that the views are shown with: one holds everything an article can, the others are plain. */
const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

const POT = `Your teapot comes ready to use. Rinse it with hot water and let it dry **with the lid off**.

## Before the first pot

1. Rinse with hot water, without soap.
2. Let it dry for a day.
3. Read [how we send parcels](#delivery) or [the glaze report](https://example.org/glaze).

![A teapot and two cups on a linen cloth](/pot.svg)

## Every day

- Empty it after each use.
- Never put a cold pot on a hot plate: \`70 °C\` is enough.

> A pot that is used every day needs no other care.

## What it stands

| Place | Pots | Cups | Lids | Vases and large serving plates |
| --- | :-: | :-: | :-: | ---: |
| Dishwasher | no | yes | yes | 60 °C |
| Microwave | no | no | no | no |

## If something breaks

Send us the number under the base, like this:

\`\`\`
order: 2041
piece: moon-teapot/white/600ml, base mark 7c31f0, bought 2026-03-14 in Utrecht
\`\`\`

### Very long words

${LONG_WORD} is one of them.`;

const POT_ZH = `茶壶可以直接使用。请先用热水冲洗，**打开壶盖**晾干。

## 第一次使用前

1. 用热水冲洗，不要用洗洁精。
2. 晾干一天。
3. 请看[配送说明](#delivery)或[釉料报告](https://example.org/glaze)。

![亚麻布上的一把茶壶和两只茶杯](/pot.svg)

## 日常使用

- 每次用完请倒空。
- 不要把冷壶放在热板上，\`70 °C\` 就够了。

> 每天使用的茶壶不需要其他保养。

## 适用范围

| 用途 | 茶壶 | 茶杯 | 壶盖 | 花瓶和大号餐盘 |
| --- | :-: | :-: | :-: | ---: |
| 洗碗机 | 否 | 可以 | 可以 | 60 °C |
| 微波炉 | 否 | 否 | 否 | 否 |

## 如果破损

请把底部编号发给我们：

\`\`\`
order: 2041
piece: moon-teapot/white/600ml, base mark 7c31f0, bought 2026-03-14 in Utrecht
\`\`\`

### 很长的词

${LONG_WORD} 就是一个。`;

const plain = (id: string, title: string, body: string, titleZh: string, bodyZh: string) => [
  { id, lang: 'en', title, body },
  { id, lang: 'zh', title: titleZh, body: bodyZh },
];

export const ARTICLES = [
  { id: 'pot', lang: 'en', title: 'Caring for your teapot', body: POT, updated: '2026-03-02' },
  { id: 'pot', lang: 'zh', title: '茶壶的保养', body: POT_ZH, updated: '2026-03-02' },
  ...plain(
    'delivery',
    'Delivery times and costs',
    'Parcels arrive within two working days in the Netherlands and within five in Europe. Delivery costs €5, and nothing from €60 on.',
    '配送时效和运费',
    '荷兰境内两个工作日送达，欧洲其他国家五个工作日。运费为 5 欧元，满 60 欧元免运费。',
  ),
  ...plain(
    'returns',
    'Returning something you do not want',
    'You may send unused things back within thirty days. Print the label from your order and bring the parcel to any post office.',
    '如何退货',
    '未使用的商品可在三十天内退回。请在订单中打印标签，把包裹交给任意邮局。',
  ),
  ...plain(
    'refunds',
    'When do I get my refund?',
    'We pay your refund within five working days of the parcel arriving here, to the card you paid with.',
    '什么时候能收到退款？',
    '我们收到包裹后五个工作日内把退款退回您付款的银行卡。',
  ),
  ...plain(
    'cancel-order',
    'Cancel an order',
    'You can cancel an order until it is packed, on the page of the order.',
    '取消订单',
    '订单打包之前，您可以在订单页面取消。',
  ),
  ...plain(
    'cancel-box',
    'Cancel the tea box',
    'You can cancel the tea box on the page of your account, before the next one is packed.',
    '取消茶盒订阅',
    '下一盒打包之前，您可以在账户页面取消茶盒订阅。',
  ),
];

export const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900" viewBox="0 0 16 9"><path fill="#e9e2d3" d="M0 0h16v9H0z"/><path fill="#3f5d3a" d="M5 3.4h4.6q1.2 0 1.2 1.5T9 7H5.7Q4 6.600 4 4.900T5 3.400m5.500 1q2-.4 2 .7T10.300 6z"/><path fill="#8aa383" d="M1.500 5.500h2L3.200 7H1.800zm11 .6h2l-.3 1.400h-1.400z"/></svg>`;

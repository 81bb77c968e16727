/** Something shops and services are judged by, and the words that name it. */
export interface Aspect {
  readonly aspect: string;
  /** Words and phrases, lower case; English ones also match their plural in -s. */
  readonly terms: readonly string[];
}

/** Aspects of online shops and services, in English and Chinese. A site adds its own, or other words for these. */
export const ASPECTS: readonly Aspect[] = [
  list(
    'product',
    'product, item, goods, device, phone, laptop, shoes, dress, shirt, camera, book, game, food, meal',
    '商品, 产品, 东西, 宝贝, 手机, 电脑, 衣服, 鞋子, 菜品, 食物, 味道',
  ),
  list(
    'quality',
    'quality, material, build, fabric, finish, workmanship, durability',
    '质量, 材质, 做工, 面料, 品质, 用料, 手感',
  ),
  list(
    'price',
    'price, pricing, cost, fee, value for money, discount, shipping fee, delivery fee, subscription fee',
    '价格, 价钱, 性价比, 优惠, 折扣, 运费, 手续费, 会员费',
  ),
  list(
    'delivery',
    'delivery, shipping, shipment, courier, parcel, package, delivery time, driver, tracking',
    '物流, 快递, 送货, 发货, 配送, 外卖员, 骑手, 包裹, 速递, 送餐',
  ),
  list('packaging', 'packaging, wrapping, box', '包装, 盒子, 外包装'),
  list(
    'service',
    'customer service, service, support, customer support, staff, agent, help desk, seller, waiter, chatbot, bot',
    '客服, 服务, 售后, 店家, 卖家, 商家, 服务员, 服务态度, 态度, 机器人',
  ),
  list('returns', 'return, return policy, refund, exchange, warranty', '退货, 退款, 换货, 保修, 质保'),
  list('payment', 'payment, checkout, billing, invoice, charge', '支付, 付款, 结账, 账单, 发票, 扣款'),
  list('account', 'account, login, sign-in, password, registration', '账号, 账户, 登录, 密码, 注册'),
  list(
    'app',
    'app, application, website, web site, site, software, dashboard, interface, ui, user interface, design, layout',
    '软件, 应用, 网站, 网页, 界面, 小程序, 客户端, 系统',
  ),
  list('features', 'feature, functionality, integration, api, search, editor', '功能, 接口, 搜索, 集成'),
  list('reliability', 'uptime, reliability, stability, bug, crash, outage', '稳定性, 崩溃, 闪退, 故障, 漏洞'),
  list('speed', 'speed, performance, loading time, response time, battery', '速度, 性能, 反应, 响应, 电池, 续航'),
  list('documentation', 'documentation, docs, manual, instructions, tutorial, guide', '文档, 说明书, 教程, 指南'),
  list('size', 'size, fit, sizing', '尺码, 尺寸, 大小, 码数'),
];

function list(aspect: string, english: string, chinese: string): Aspect {
  return { aspect, terms: [...english.split(', '), ...chinese.split(', ')] };
}

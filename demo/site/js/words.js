const words = {
  en: {
    added: (name) => `${name} is in your cart.`,
    remove: 'Remove',
    removeItem: (name) => `Remove ${name}`,
    pieces: 'Quantity',
    each: 'each',
    checkout: 'This is a demonstration shop: nothing is sold here, and nothing was ordered.',
    loading: 'Loading the page',
    unreachable: 'This page cannot be opened without a connection. What you see stays usable.',
    dark: 'Dark',
    light: 'Light',
    darkTheme: 'Dark theme',
    lightTheme: 'Light theme',
  },
  zh: {
    added: (name) => `${name}已加入购物车。`,
    remove: '移除',
    removeItem: (name) => `移除${name}`,
    pieces: '数量',
    each: '单价',
    checkout: '这是演示商店，不出售商品，也没有产生订单。',
    loading: '正在打开页面',
    unreachable: '当前没有网络，打不开这个页面，眼前的内容仍可使用。',
    dark: '深色',
    light: '浅色',
    darkTheme: '深色主题',
    lightTheme: '浅色主题',
  },
};

/** The page's language as the shop's texts know it. */
export function pageLang() {
  return document.documentElement.lang.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** The texts of the page's language. */
export function pageWords() {
  return words[pageLang()];
}

/** An amount of euro cents as the page writes it. */
export function formatPrice(cents) {
  // The pages write €68 and €3.50 in both languages; Intl's zh-CN form agrees.
  const formatter = new Intl.NumberFormat(pageLang() === 'zh' ? 'zh-CN' : 'en', {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: cents % 100 === 0 ? 0 : 2,
  });
  return formatter.format(cents / 100);
}

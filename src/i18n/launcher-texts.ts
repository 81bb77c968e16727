import { primaryOf } from './locale.ts';

export interface LauncherTexts {
  readonly open: string;
  readonly close: string;
  readonly loading: string;
  readonly failed: string;
}

const english: LauncherTexts = {
  open: 'Help',
  close: 'Close help',
  loading: 'Opening help',
  failed: "Help couldn't be loaded. Please try again.",
};

/** What the launcher says before any message file is there: short enough to live in the loader. */
const texts: Readonly<Record<string, LauncherTexts>> = {
  en: english,
  zh: { open: '帮助', close: '关闭帮助', loading: '正在打开', failed: '帮助加载失败，请重试。' },
};

export function launcherTexts(lang: string): LauncherTexts {
  const primary = primaryOf(lang);
  return (Object.hasOwn(texts, primary) && texts[primary]) || english;
}

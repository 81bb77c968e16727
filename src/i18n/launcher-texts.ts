export interface LauncherTexts {
  readonly open: string;
  readonly failed: string;
}

/** What the launcher says before any message file is there: short enough to live in the loader. */
export function launcherTexts(lang: string): LauncherTexts {
  return /^zh/i.test(lang)
    ? { open: '帮助', failed: '加载失败，请重试。' }
    : { open: 'Help', failed: "Help couldn't be loaded. Try again." };
}

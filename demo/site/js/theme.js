import { recall, remember } from './storage.js';
import { pageWords } from './words.js';

const systemDark = matchMedia('(prefers-color-scheme: dark)');

function currentTheme() {
  return recall('theme') ?? (systemDark.matches ? 'dark' : 'light');
}

/** Names the theme button after the theme it switches to. */
export function drawThemeButton() {
  const text = pageWords();
  const isDark = currentTheme() === 'dark';
  for (const button of document.querySelectorAll('[data-theme-switch]')) {
    button.hidden = false;
    button.textContent = isDark ? text.light : text.dark;
    button.setAttribute('aria-label', isDark ? text.lightTheme : text.darkTheme);
  }
}

/** Switches between light and dark, remembers it, and asks the widget to follow. */
export function switchTheme() {
  const theme = currentTheme() === 'dark' ? 'light' : 'dark';
  remember('theme', theme);
  document.documentElement.dataset.theme = theme;
  drawThemeButton();
  window.helplet('setTheme', theme);
}

/** Brings a theme chosen on an earlier page to this page's widget. */
export function carryTheme() {
  const chosen = recall('theme');
  if (chosen !== null) window.helplet('setTheme', chosen);
  systemDark.addEventListener('change', drawThemeButton);
}

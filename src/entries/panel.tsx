export { default as english } from '../i18n/messages/panel.en.json';
export { createTranslate } from '../i18n/translate.ts';
export { mountPanel } from '../ui/mount-panel.tsx';

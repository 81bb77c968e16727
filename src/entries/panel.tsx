export { default as english } from '../i18n/messages/en.json';
export { mountPanel } from '../ui/mount-panel.tsx';

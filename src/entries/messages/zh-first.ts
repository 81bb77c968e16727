import panel from '../../i18n/messages/panel.zh.json';

/** The first view's texts, for a bundler: the script tag fetches them as JSON. */
export const messages = panel;

import { type Host, type HostFile, pageWith, startHost } from '../support/host.ts';
import { ARTICLES, PICTURE } from './articles.ts';

/** The pages the views are shown on, by what is special about them. */
const SHOP = 'data-kb="/kb.json" data-endpoint="/v1/events" data-accent="#3f5d3a"';
const pages = {
  shop: `${SHOP} data-name="Fennel &amp; Stone" data-suggest="delivery,returns,refunds,pot"`,
  surveys: `${SHOP} data-surveys="/surveys.json"`,
  gate: `${SHOP} data-consent="required"`,
  broken: 'data-kb="/nothing.json" data-endpoint="/v1/events"',
  mail: 'data-kb="/kb.json" data-email="help@example.org"',
  nowhere: 'data-kb="/none.json"',
  answers: 'data-kb="/kb.json"',
} as const;

export type PageName = keyof typeof pages;

export const langs = ['en', 'zh', 'ar'] as const;
/** `ar` has no texts and no articles: it shows the layout from right to left. */
export type Lang = (typeof langs)[number];

/** Surveys the visitor is never asked by themselves: each is called up by its id. */
const SURVEYS = [
  { id: 'thumbs', kind: 'thumbs' },
  { id: 'stars', kind: 'csat', style: 'stars' },
  {
    id: 'choice',
    kind: 'choice',
    question: { en: 'What brought you here today?', zh: '您今天为什么来这里？' },
    options: [
      { value: 'order', label: { en: 'A question about an order', zh: '订单问题' } },
      { value: 'idea', label: { en: 'An idea', zh: '一个想法' } },
      { value: 'look', label: { en: 'Only looking around, with no particular wish at all', zh: '随便看看' } },
    ],
  },
  { id: 'text', kind: 'text' },
  { id: 'inline', kind: 'nps', show: 'inline', target: '#place' },
];

const BODY = `<main><h1>Tea and teaware</h1><p>Tea from small gardens, and the pots to go with it.</p>
<button type="button" data-helplet-open>Ask us</button><div id="place"></div></main>`;

/** Path of a page in a language. */
export function pathOf(page: PageName, lang: Lang): string {
  return `/${page}.${lang}`;
}

/** A strict site with every page in every language. What its endpoint says is for each test to answer. */
export function startViewSite(): Promise<Host> {
  const files: [string, HostFile][] = [];
  for (const [name, attributes] of Object.entries(pages) as [PageName, string][]) {
    for (const lang of langs) {
      const page = pageWith(`${attributes} data-locale="${lang}"`, BODY);
      files.push([pathOf(name, lang), { ...page, body: String(page.body).replace('lang="en"', `lang="${lang}"`) }]);
    }
  }
  return startHost({
    files: {
      ...Object.fromEntries(files),
      '/kb.json': { body: JSON.stringify(ARTICLES) },
      '/none.json': { body: '[]' },
      '/surveys.json': { body: JSON.stringify(SURVEYS) },
      '/pot.svg': { body: PICTURE, type: 'image/svg+xml' },
      '/icon.svg': { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' },
    },
  });
}

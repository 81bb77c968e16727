import type { Browser, BrowserContextOptions } from 'playwright-core';
import { articleStories } from './article-stories.ts';
import { conversationStories } from './conversation-stories.ts';
import { homeStories } from './home-stories.ts';
import { privacyStories } from './privacy-stories.ts';
import { requestStories } from './request-stories.ts';
import { openScene, type Scene } from './scene.ts';
import type { Lang } from './site.ts';
import type { Story } from './stories.ts';
import { surveyStories } from './survey-stories.ts';
import { ticketStories } from './ticket-stories.ts';

/** Every view in its states. Shots, axe, names and layout all go through these. */
export const stories: readonly Story[] = [
  ...homeStories,
  ...articleStories,
  ...conversationStories,
  ...ticketStories,
  ...requestStories,
  ...surveyStories,
  ...privacyStories,
];

export interface WalkOptions {
  readonly url: string;
  readonly lang: Lang;
  readonly context?: BrowserContextOptions;
  /** Only those of these names; default all. */
  readonly only?: RegExp;
}

/** Shows one view after the other, each story in a fresh profile. */
export async function walkViews(
  browser: Browser,
  options: WalkOptions,
  visit: (name: string, scene: Scene) => Promise<void>,
): Promise<void> {
  const { only = /./, ...where } = options;
  for (const { page, missing, views } of stories) {
    const wanted = Object.keys(views).findLastIndex((name) => only.test(name));
    if (wanted < 0) continue;
    const scene = await openScene(browser, { ...where, page, ...(missing && { missing }) });
    for (const [name, show] of Object.entries(views).slice(0, wanted + 1)) {
      try {
        await show(scene);
        if (only.test(name)) await visit(name, scene);
      } catch (error) {
        throw new Error(`the view "${name}" in "${options.lang}": ${String(error)}`, { cause: error });
      }
    }
    await scene.context.close();
  }
}

/** @public */
export function countViews(): number {
  return stories.reduce((count, { views }) => count + Object.keys(views).length, 0);
}

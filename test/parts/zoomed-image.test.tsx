// @vitest-environment happy-dom
import { describe, expect, it, onTestFinished } from 'vitest';
import { Markdown } from '../../src/parts/Markdown.tsx';
import { parseMarkdown } from '../../src/text/index.ts';
import { renderPart } from '../support/app/render-view.tsx';

const texts = {
  copy: 'Copy',
  copied: 'Copied',
  newTab: 'opens in a new tab',
  table: 'Table',
  zoom: 'enlarge',
  close: 'Close the image',
};

async function renderImage(source = 'See ![A cup](https://img.example/cup.png)') {
  const page = await renderPart(
    <Markdown blocks={parseMarkdown(source)} dir="ltr" onArticle={() => undefined} texts={texts} />,
  );
  const heard: string[] = [];
  const listener = (event: KeyboardEvent) => heard.push(event.key);
  page.root.addEventListener('keydown', listener);
  onTestFinished(() => page.root.removeEventListener('keydown', listener));
  return { ...page, heard, dialogs: () => page.findAll('[role="dialog"]') };
}

describe('an image', () => {
  it('loads when it is near, and is a button with its own name', async () => {
    const { find } = await renderImage();
    expect(find('img').getAttribute('loading')).toBe('lazy');
    expect(find('.zoom').textContent).toBe(' (enlarge)');
    expect(find('.zoom img').getAttribute('alt')).toBe('A cup');
  });

  it('opens over the panel, from the same address, with the focus on the way back', async () => {
    const { click, find } = await renderImage();
    await click('enlarge');
    const dialog = find('[role="dialog"]');
    expect([dialog.getAttribute('aria-modal'), dialog.getAttribute('aria-label')]).toEqual(['true', 'A cup']);
    expect(dialog.querySelector('img')?.getAttribute('src')).toBe('https://img.example/cup.png');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Close the image');
  });

  it('closes with Escape, which does not reach the panel, and gives the focus back', async () => {
    const { click, press, find, dialogs, heard } = await renderImage();
    await click('enlarge');
    expect((await press('Escape')).defaultPrevented).toBe(true);
    expect(dialogs()).toEqual([]);
    expect(document.activeElement).toBe(find('.zoom'));
    expect(heard).toEqual([]);
  });

  it('closes by its button and by a click on the image', async () => {
    const { click, find, dialogs } = await renderImage();
    await click('enlarge');
    await click('Close the image');
    expect(dialogs()).toEqual([]);
    await click('enlarge');
    find('.zoomed img').click();
    await Promise.resolve();
    expect(document.activeElement).toBe(find('.zoom'));
  });

  it('keeps the focus between the button and the image, which can be scrolled', async () => {
    const { click, press, find } = await renderImage();
    await click('enlarge');
    const close = document.activeElement;
    await press('Tab');
    expect(document.activeElement).toBe(find('.zoomed-view'));
    await press('Tab', document.activeElement, { shiftKey: true });
    expect(document.activeElement).toBe(close);
    expect((await press('ArrowDown')).defaultPrevented).toBe(false);
  });

  it('in a link leads where the link leads', async () => {
    const { find, findAll } = await renderImage('[![A cup](https://img.example/cup.png)](https://tea.example/)');
    expect(findAll('button')).toEqual([]);
    expect(find('a img').getAttribute('alt')).toBe('A cup');
  });

  it('in a link that leads nowhere can be enlarged', async () => {
    const { findAll } = await renderImage('[![A cup](https://img.example/cup.png)](javascript:x)');
    expect(findAll('.zoom')).toHaveLength(1);
  });
});

import { effect } from '@preact/signals';
import { render } from 'preact';
import tokensCss from '../../shell/tokens.css?inline';
import type { CardFrameProps } from './CardFrame.tsx';
import { Corner } from './Corner.tsx';
import cardCss from './card.css?inline';
import { mountInline } from './mount-inline.tsx';

export interface MountCardOptions extends Omit<CardFrameProps, 'showing'> {
  /** The widget's own shadow root. */
  readonly root: ShadowRoot;
  /** Style rules of the form. */
  readonly css: string;
  readonly findTarget: (selector: string) => Element | null;
}

/**
 * Shows surveys outside the panel, as long as it stays mounted: over the page's corner, or in the site's element.
 * @returns what takes it out again
 */
export function mountCard({ root, css, findTarget, ...props }: MountCardOptions): () => void {
  const { actions } = props;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(tokensCss.replaceAll('.panel', '.survey-root') + css + cardCss);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const container = document.createElement('div');
  root.prepend(container);
  render(<Corner {...props} />, container);
  let inline = '';
  let takeOut: () => void = () => undefined;
  const stop = effect(() => {
    const showing = actions.active.value;
    const wanted = showing?.place === 'inline' ? showing.conversation : '';
    if (wanted === inline) return;
    inline = wanted;
    takeOut();
    takeOut = () => undefined;
    if (!showing || !wanted) return;
    const target = findTarget(showing.survey.target ?? '');
    if (target) takeOut = mountInline({ ...props, target, sheet, widget: root.host });
    else void actions.show(showing.survey.id, { explicit: true, place: 'corner' });
  });
  return () => {
    stop();
    takeOut();
    render(null, container);
    container.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

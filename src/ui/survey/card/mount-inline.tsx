import { render } from 'preact';
import { CardFrame, type CardFrameProps } from './CardFrame.tsx';

export interface MountInlineOptions extends Omit<CardFrameProps, 'showing'> {
  /** The site's element. */
  readonly target: Element;
  readonly sheet: CSSStyleSheet;
  /** The widget's element, which has the site's colours. */
  readonly widget: Element;
}

const SHARED_PROPERTIES = ['--helplet-accent', '--helplet-on-accent', '--helplet-radius'];

/**
 * Puts the survey into the site's element, behind a shadow root of its own. Where the page takes it out again, the
 * survey was left.
 * @returns what takes it out
 */
export function mountInline({ target, sheet, widget, ...props }: MountInlineOptions): () => void {
  const { actions } = props;
  const host = document.createElement('div');
  host.className = 'survey-host';
  const style = getComputedStyle(widget);
  for (const name of SHARED_PROPERTIES) host.style.setProperty(name, style.getPropertyValue(name));
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];
  target.append(host);
  const Inline = () => {
    const showing = actions.active.value;
    return showing && <CardFrame {...props} showing={showing} />;
  };
  render(<Inline />, root);
  // An element that is taken out has no size any more.
  const watch = new ResizeObserver(() => {
    if (!host.isConnected) actions.dismiss('left');
  });
  watch.observe(host);
  return () => {
    watch.disconnect();
    render(null, root);
    host.remove();
  };
}

/** Name of the custom element under every instance. */
const WIDGET_TAG = 'helplet-widget';

/** The element's own promises to the loader. */
export interface WidgetElement extends HTMLElement {
  /** Called when it has been out of the page for a moment. Missing when that is as it should be. */
  onGone?: (() => void) | null;
}

/**
 * Makes a `<helplet-widget>`. Defined once a page: two copies of the script share the first definition.
 * A page that swaps its document (client-side routers) takes the element out; it comes back by itself.
 */
export function createWidgetElement(): WidgetElement {
  if (!customElements.get(WIDGET_TAG)) customElements.define(WIDGET_TAG, defineWidget());
  return document.createElement(WIDGET_TAG) as WidgetElement; // the class registered under that name
}

function defineWidget(): CustomElementConstructor {
  return class extends HTMLElement implements WidgetElement {
    declare onGone?: (() => void) | null;

    disconnectedCallback(): void {
      // A page that insists on taking it out costs ten tries a second, not a loop.
      setTimeout(() => this.isConnected || this.onGone?.(), 100);
    }
  };
}

/** Name of the custom element under every instance. */
const WIDGET_TAG = 'helplet-widget';

/** Puts itself back this often when the page takes it out, then gives up and says so. */
const MAX_REATTACHMENTS = 20;

/** The element's own promises to the loader. */
export interface WidgetElement extends HTMLElement {
  /** Until this is false, a removed element goes back into the page. */
  isWanted: boolean;
}

/**
 * Makes a `<helplet-widget>`. Defined once a page: two copies of the script share the first definition.
 * A page that swaps its body (Turbo, client-side routers) takes the element out; it comes back by itself.
 */
export function createWidgetElement(warn: (message: string) => void): WidgetElement {
  if (!customElements.get(WIDGET_TAG)) customElements.define(WIDGET_TAG, defineWidget(warn));
  return document.createElement(WIDGET_TAG) as WidgetElement; // the class registered under that name
}

function defineWidget(warn: (message: string) => void): CustomElementConstructor {
  return class extends HTMLElement implements WidgetElement {
    isWanted = true;
    #reattachments = 0;

    disconnectedCallback(): void {
      setTimeout(() => {
        if (!this.isWanted || this.isConnected) return;
        if (++this.#reattachments > MAX_REATTACHMENTS) {
          warn('the page keeps removing <helplet-widget>; use helplet("shutdown") instead');
          return;
        }
        document.body.append(this);
      });
    }
  };
}

const stop = (event: KeyboardEvent): void => event.stopPropagation();

/**
 * For an element whose own `onKeyDown` stops the event: the page's shortcuts, whichever event of a key they listen to,
 * are not for what is typed in here.
 */
export const keepKeysInside = { onKeyPress: stop, onKeyUp: stop };

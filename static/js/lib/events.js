/* Handles events of elements that htmx may swap in later, and lets modules call each other back. */

/* One listener on the document answers for every element that matches, now or later. */
export function onEvent(type, selector, answer) {
  document.addEventListener(type, (event) => {
    const element = event.target.closest?.(selector);
    if (element) answer(event, element);
  });
}

/* Runs after each swap of htmx, with the element that holds what came. */
export function onSwap(answer) {
  document.addEventListener("htmx:afterSwap", (event) => answer(event.target));
}

/* News from a module that must not import who wants to know it: `listen(callback)`, `tell(...)`. */
export function createSignal() {
  const callbacks = [];
  return {
    listen: (callback) => { callbacks.push(callback); },
    tell: (...details) => { for (const callback of callbacks) callback(...details); },
  };
}

/* A click with a modifier opens a tab or a window: that is the browser's. */
export const hasModifier = (event) => event.ctrlKey || event.metaKey || event.shiftKey;

/* Calls htmx, which is a classic script: the only place that reaches for its global. */

/* What came by our own request gets its hx- attributes working. */
export const processElement = (element) => window.htmx?.process(element);

export const triggerElement = (element, event) => window.htmx?.trigger(element, event);

/* Requests a page and swaps it in; resolves once it is there. */
export const swapIn = (method, address, options) => window.htmx.ajax(method, address, options);

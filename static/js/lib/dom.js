/* Answers small questions about elements, and flashes the one that refuses. */

/* What one types in. Checkboxes and buttons are not: letter keys work on them. */
export const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]:not([contenteditable=false])";

export const isShown = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? element.offsetParent !== null;

export const isDisabled = (element) => Boolean(element.disabled) || element.getAttribute("aria-disabled") === "true";

/* A short flash means: not now, or not here. */
export function flashElement(element) {
  element.classList.remove("flash");
  void element.offsetWidth; // the animation begins again
  element.classList.add("flash");
}

export function createElement(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/* The elements that a piece of HTML from the desk describes. */
export function parseHtml(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  return [...holder.content.children];
}

/* While the page waits for the desk, keys are refused and never kept for later. */
export const isPageBusy = () => document.body.getAttribute("aria-busy") === "true";
export function setPageBusy(isBusy) {
  if (isBusy) document.body.setAttribute("aria-busy", "true");
  else document.body.removeAttribute("aria-busy");
}

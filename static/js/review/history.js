/* Slides the history of a review over its panes, and away again. */

import { registerKeys } from "../lib/keys.js";

const drawer = document.getElementById("history");
const opener = document.querySelector('[data-drawer="history"]');

const isOpen = () => drawer.classList.contains("is-open");

function slideHistory(open) {
  drawer.classList.toggle("is-open", open);
  drawer.classList.toggle("is-shut", !open); // the address may still name it
  opener?.setAttribute("aria-expanded", String(open));
  (open ? drawer : opener)?.focus();
}

function closeHistory() {
  if (!drawer || !isOpen()) return false;
  slideHistory(false);
  return true;
}

export function startHistory() {
  opener?.addEventListener("click", (event) => {
    event.preventDefault();
    slideHistory(!isOpen());
  });
  drawer?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    slideHistory(false);
  });
  registerKeys({ Escape: closeHistory });
}

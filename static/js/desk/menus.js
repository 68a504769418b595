/* Closes an open menu (details.menu) on Escape, and when something else is clicked. */

import { onEvent } from "../lib/events.js";

export function startMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  onEvent("keydown", "details.menu[open]", (event, menu) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.preventDefault();
  });
}

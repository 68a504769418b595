/* Lets nothing else on the page go off before the text is saved. */

import { hasModifier } from "../../lib/events.js";
import { getText } from "../../lib/strings.js";
import { say } from "../../lib/toasts.js";
import { isStorable } from "./copies.js";
import { form } from "./fields.js";
import { isDirty, isUnsaved, saveDraft } from "./save.js";

const FORM_MS = 10_000;
const LINK_MS = 2000;

const saveWithin = (ms) => Promise.race([saveDraft(), new Promise((resolve) => setTimeout(resolve, ms, false))]);

async function saveBeforeSubmit(event) {
  const { target, submitter } = event;
  if (target === form || target.method !== "post" || target.hasAttribute("hx-post") || !isUnsaved()) return;
  event.preventDefault();
  event.stopPropagation();
  if (await saveWithin(FORM_MS)) target.requestSubmit(submitter);
  else say(getText("text-not-saved"));
}

async function saveBeforeLink(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || hasModifier(event)) return;
  if (link.target || link.origin !== location.origin || link.hash || !isUnsaved()) return;
  event.preventDefault();
  await saveWithin(LINK_MS);
  location.assign(link.href); // what is not in by then is offered back
}

export function guardLeaving() {
  document.addEventListener("submit", saveBeforeSubmit, true);
  document.addEventListener("click", saveBeforeLink);
  addEventListener("pageshow", (event) => event.persisted && !isDirty() && location.reload());
  addEventListener("beforeunload", (event) => { if (isDirty() && !isStorable()) event.preventDefault(); });
}

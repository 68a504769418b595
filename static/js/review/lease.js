/* Renews the lease of a review: by l, and by working on it. */

import { registerKeys } from "../lib/keys.js";
import { getText } from "../lib/strings.js";
import { say } from "../lib/toasts.js";

const RENEW_MS = 120_000; // at most so often while somebody works
const FORM = 'form[action$="/renew/"]';
const HEADER = "X-Lease-Until";
let renewedAt = Date.now();

function showLease(until) {
  if (until) document.getElementById("lease")?.setAttribute("datetime", until);
}

async function renewLease(form) {
  if (Date.now() - renewedAt < RENEW_MS) return;
  renewedAt = Date.now();
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } }).catch(() => null);
  showLease(answer?.headers.get(HEADER));
}

function submitRenewal() {
  const form = document.querySelector(FORM);
  if (!form) return false;
  form.requestSubmit();
  return true;
}

export function startLease() {
  const form = document.querySelector(FORM);
  if (form) for (const event of ["keydown", "pointerdown"]) document.addEventListener(event, () => renewLease(form));
  registerKeys({ l: submitRenewal });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const until = detail.xhr?.getResponseHeader(HEADER);
    if (!until) return;
    showLease(until);
    say(getText("lease-renewed"));
  });
}

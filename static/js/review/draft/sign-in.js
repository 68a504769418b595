/* Waits until somebody who was signed out has signed in again in another tab. Nothing leaves the page. */

import { replaceCsrfToken } from "../../lib/csrf.js";
import { getText } from "../../lib/strings.js";
import { form } from "./fields.js";

const ASKING_MS = 5000;
const box = document.getElementById("signed-out");
let waiting = null; // {promise, resolve, timer, isAsking}

async function askWhoIsSignedIn() {
  const answer = await fetch(form.action, { redirect: "manual", headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/* Returns false if the user of this page is not signed in any more. */
export async function renewToken() {
  const now = await askWhoIsSignedIn();
  if (!now || now.user !== form.dataset.user) return false;
  replaceCsrfToken(now.csrf_token);
  return true;
}

async function checkSignIn() {
  if (!waiting || waiting.isAsking) return;
  waiting.isAsking = true;
  const now = await askWhoIsSignedIn();
  waiting.isAsking = false;
  if (!now) return;
  if (now.user !== form.dataset.user) {
    document.querySelector("[data-signed-out-words]").textContent = getText("signed-in-as-other", { name: now.user, user: form.dataset.user });
    return;
  }
  const { resolve, timer } = waiting;
  clearInterval(timer);
  waiting = null;
  box.hidden = true;
  replaceCsrfToken(now.csrf_token);
  resolve();
}

export function waitForSignIn() {
  box.hidden = false;
  if (waiting) return waiting.promise;
  waiting = {};
  waiting.promise = new Promise((resolve) => { waiting.resolve = resolve; });
  waiting.timer = setInterval(checkSignIn, ASKING_MS);
  return waiting.promise;
}

for (const event of ["focus", "online", "storage"]) addEventListener(event, checkSignIn);
document.addEventListener("visibilitychange", checkSignIn);
box.querySelector("[data-resend]").addEventListener("click", checkSignIn);

/* Stores a copy of the draft on this computer with each key, until the desk has taken exactly it. */

import { form, isSameText, readText } from "./fields.js";

const KEPT_MS = 14 * 86_400_000;
const prefix = `draft:${form.dataset.user}:${form.dataset.review}:`;

/* This tab, for the desk and for other tabs. */
export const session = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const own = prefix + session;
let storable = true; // the browser lets us store

export const isStorable = () => storable;

/* base: the version that the text was made from. Returns false if the browser stores nothing. */
export function storeCopy(base, edits) {
  const copy = { base, edits, at: Date.now(), ...readText() };
  try {
    localStorage.setItem(own, JSON.stringify(copy));
    storable = true;
  } catch {
    storable = false;
  }
  return storable;
}

/* edits: how many the saved text had. A copy with later ones stays. */
export function dropCopy(edits) {
  try {
    const copy = JSON.parse(localStorage.getItem(own) ?? "null");
    if (copy && copy.edits === edits) localStorage.removeItem(own);
  } catch { storable = false; }
}

/* Each tab holds a lock as long as it lives; its copy is its own affair. */
async function findLivingTabs() {
  if (!navigator.locks) return new Set();
  navigator.locks.request(own, () => new Promise(() => {}));
  const { held } = await navigator.locks.query();
  return new Set(held.map((lock) => lock.name));
}

/* The newest copy of this draft that no tab works on, as [name, copy]. Old and saved ones go. */
export async function findLostCopy(saved) {
  const found = [];
  try {
    const living = await findLivingTabs();
    for (const name of Object.keys(localStorage).filter((key) => key.startsWith("draft:"))) {
      const copy = JSON.parse(localStorage.getItem(name));
      const isOfThis = name.startsWith(prefix);
      if (Date.now() - copy.at > KEPT_MS || (isOfThis && isSameText(saved, copy))) localStorage.removeItem(name);
      else if (isOfThis && name !== own && !living.has(name)) found.push([name, copy]);
    }
  } catch {
    storable = false;
    return null;
  }
  return found.sort((a, b) => b[1].at - a[1].at)[0] ?? null;
}

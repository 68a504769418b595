/* Opens one statement of the list as a card, and fetches the cards that come next. */

import { flashElement, parseHtml } from "../lib/dom.js";
import { createSignal } from "../lib/events.js";
import { processElement } from "../lib/htmx.js";
import { findCard, findMarks, findRow, findRows, getOpen, list, pane } from "./elements.js";
import { openRowCame } from "./rows.js";
import { showProgress } from "./wire.js";

const AHEAD = 12;
const AT_ONCE = 6;
const cards = new Map(); // statement → its card, while it is not in the list
const rowOf = new Map(); // statement → its row, while its card is in the list
const asked = new Set(); // cards on their way
let wanted = ""; // the statement that opens once its card is here

/* Tells that another card is open, or none. */
export const cardShown = createSignal();

export const isWaitingForCard = () => Boolean(wanted);
export const getWantedOrOpen = () => wanted || getOpen();
export const flashCard = () => flashElement(findCard() ?? pane);

/* --- the text follows the list --- */

export function markStatement(pk) {
  for (const one of pane.querySelectorAll("[data-text] .is-active")) { one.classList.remove("is-active"); one.removeAttribute("aria-current"); }
  for (const one of [...findMarks(pk), ...pane.querySelectorAll(`.para-no [data-statement="${pk}"]`)]) one.classList.add("is-active");
  findMarks(pk)[0]?.scrollIntoView({ block: "nearest" });
}

function tellShown() {
  showProgress();
  cardShown.tell();
}

/* The open card takes the focus; where none is left, what comes after the article does. */
export function focusCard() {
  const card = findCard();
  if (!card) {
    tellShown();
    return pane.querySelector("[data-all-decided] a")?.focus({ preventScroll: true });
  }
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  const frame = card.closest("[data-list]").getBoundingClientRect();
  if (card.getBoundingClientRect().top < frame.top) card.scrollIntoView({ block: "start" });
  markStatement(card.dataset.statement);
  tellShown();
}

/* --- cards ahead --- */

async function fetchCards(pks) {
  for (const pk of pks) asked.add(pk);
  const answer = await fetch(`${pane.dataset.cards}?of=${pks}`).catch(() => null);
  const came = answer?.ok ? parseHtml(await answer.text()) : [];
  for (const pk of pks) asked.delete(pk);
  for (const card of came) {
    processElement(card);
    if (card.dataset.statement !== getOpen()) cards.set(card.dataset.statement, card);
  }
  if (wanted && cards.has(wanted)) showStatement(wanted);
  else if (wanted && pks.includes(wanted)) { wanted = ""; focusCard(); } // it is gone: the next news say who decided
}

export function lookAhead() {
  const all = findRows();
  const at = all.findIndex((row) => row.dataset.statement === getWantedOrOpen());
  const near = [...all.slice(at + 1, at + 1 + AHEAD), ...all.slice(0, Math.max(0, AHEAD - (all.length - at - 1))), ...all.slice(Math.max(0, at - 2), at)];
  const missing = [...new Set(near.map((row) => row.dataset.statement))].filter((pk) => !cards.has(pk) && !asked.has(pk) && pk !== getOpen());
  if (missing.length && asked.size < AT_ONCE * 2) fetchCards(missing.slice(0, AT_ONCE)).then(lookAhead);
}

/* A claim was made or grew: what later cards are close to may differ. */
export function markCardsOld() {
  for (const one of cards.values()) if (!one.hasAttribute("data-touched")) one.setAttribute("data-old", "");
}

/* The next cards that are old are fetched again, except those that somebody has written in. */
export function refetchOldCards() {
  const all = findRows();
  const soon = all.slice(all.indexOf(findCard()) + 1).slice(0, AT_ONCE).map((row) => row.dataset.statement);
  const old = soon.filter((pk) => cards.get(pk)?.hasAttribute("data-old"));
  if (old.length) fetchCards(old);
}

export function dropCards(pks) {
  for (const pk of pks) cards.delete(pk);
}

export function dropGoneCards() {
  dropCards([...cards.keys()].filter((pk) => !findRow(pk)));
}

export function storeCard(card) {
  cards.set(card.dataset.statement, card);
}

/* --- opening --- */

/* Takes the card out of the list, and returns the row that it stood for. */
export function takeOutCard(card) {
  const pk = card.dataset.statement;
  const row = rowOf.get(pk);
  rowOf.delete(pk);
  card.remove();
  return row;
}

function closeCard() {
  const card = findCard();
  if (!card) return;
  const row = rowOf.get(card.dataset.statement);
  if (row) card.before(row);
  takeOutCard(card);
  storeCard(card);
}

function waitForCard(pk, row) {
  wanted = pk;
  markStatement(pk);
  row.scrollIntoView({ block: "nearest" });
  for (const button of findCard()?.querySelectorAll("button, [role=button]") ?? []) button.setAttribute("aria-disabled", "true");
  if (!asked.has(pk)) fetchCards([pk]);
}

/* Rows moved over quickly are not fetched one by one: only the last one asked for opens. */
export function showStatement(pk) {
  const row = findRow(pk);
  if (!row || pk === getOpen()) { wanted = ""; return focusCard(); }
  for (const one of list.querySelectorAll(":scope > [aria-current]")) one.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  const card = cards.get(pk);
  if (!card) return waitForCard(pk, row);
  wanted = "";
  closeCard();
  for (const button of card.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  cards.delete(pk);
  row.removeAttribute("aria-current");
  rowOf.set(pk, row);
  row.replaceWith(card);
  history.replaceState(null, "", `?statement=${pk}`);
  focusCard();
  lookAhead();
}

export function showFirstOfRest() {
  const first = findRows()[0];
  if (!findCard() && first) showStatement(first.dataset.statement);
}

export function moveStatement(by) {
  const all = findRows();
  const from = all.findIndex((row) => row.dataset.statement === getWantedOrOpen());
  const to = all[from + by] ?? (by > 0 ? all[0] : all.at(-1));
  if (!to || all.length < 2) return flashCard();
  showStatement(to.dataset.statement);
}

export function startCards() {
  openRowCame.listen((row) => rowOf.set(row.dataset.statement, row));
  const first = document.querySelector("template[data-first-row]")?.content.firstElementChild;
  if (first) rowOf.set(first.dataset.statement, first);
}

/* Decides on the open statement: a key chooses, Enter decides; a click decides at once.

   Every decision is a form that works without script. Here the card leaves at once, the next one
   opens, and the decision follows on the wire. */

import { createElement, isPageBusy } from "../lib/dom.js";
import { getText } from "../lib/strings.js";
import { say, showToast } from "../lib/toasts.js";
import { dropCards, flashCard, focusCard, moveStatement, showStatement, takeOutCard } from "./cards.js";
import { findAsking, findCard, findForm, findMarks, findRows, pane } from "./elements.js";
import { triaged } from "./rows.js";
import { chooseSpeaker, refuseWhileOpen } from "./speaker.js";
import { startCutting } from "./split.js";
import { sendAndWait, sendJob } from "./wire.js";

/* The keys of each decision's texts. */
const TEXTS = {
  accept: { armed: "accept-armed", saving: "accepted-saving", done: "statement-accepted" },
  decline: { armed: "decline-armed", saving: "declined-saving", done: "statement-declined" },
  join: { armed: "join-armed", saving: "joined-saving", done: "statement-joined" },
  split: { armed: "split-armed" },
};

export const isTaken = (card) => Boolean(card?.hasAttribute("data-is-taken"));
export const getUndoPath = (card) => new URL(card.dataset.undo, location.href).pathname;

/* --- choosing --- */

function armDecision(name) {
  const card = findCard();
  for (const button of card.querySelectorAll("[data-arms], [data-asks]")) button.removeAttribute("aria-pressed");
  const line = card.querySelector("[data-armed]");
  line.hidden = !name;
  card.dataset.armed = name;
  if (!name) return;
  card.querySelector(`[data-arms="${name}"]`)?.setAttribute("aria-pressed", "true");
  line.querySelector("span").textContent = getText(TEXTS[name].armed);
}

export function armAccept() {
  if (refuseWhileOpen(findCard())) return;
  askMore("");
  armDecision("accept");
}

function focusQuestion(name) {
  const form = findForm(name);
  if (name === "join") {
    const first = form.querySelector("input[name=claim]");
    if (first && !first.hasAttribute("data-different")) first.checked = true;
    else if (!first) form.querySelector("input[type=search]").focus();
  }
  if (name === "decline") (form.querySelector(":checked") ?? form.querySelector("input[type=radio]")).focus();
  if (name === "split") startCutting(form);
}

/* Decline, join and split ask for more, in the place of the buttons; "" shows the buttons again. */
export function askMore(name) {
  const card = findCard();
  if (name && !findForm(name)) return flashCard();
  armDecision("");
  for (const one of card.querySelectorAll("form.ask")) one.hidden = one.dataset.decision !== name;
  card.querySelector("[data-choices]").hidden = Boolean(name);
  if (name) focusQuestion(name);
  else card.focus({ preventScroll: true });
  (findAsking() ?? card).scrollIntoView({ block: "nearest" });
}

/* Escape: what was chosen is let go first; then it leaves the page. */
export function stepBack() {
  if (findAsking() || findCard()?.dataset.armed) askMore("");
  else document.querySelector(".back-link").click();
}

export function submitChosen() {
  const card = findCard();
  if (isTaken(card)) return skipTaken();
  const waiting = findAsking() ?? (card?.dataset.armed && findForm(card.dataset.armed));
  if (!waiting) return flashCard();
  waiting.requestSubmit();
}

/* --- sending --- */

const readBody = (form, submitter) => new URLSearchParams(new FormData(form, submitter));

function createPendingRow(card, words) {
  const row = createElement("li", { className: "triage-row is-done", id: `d${card.dataset.statement}` },
    createElement("span", { className: "number", textContent: card.dataset.number }),
    card.querySelector(":scope > .words").cloneNode(true),
    document.createElement("span"),
    document.createElement("span"),
    createElement("p", { textContent: words }));
  row.dataset.statement = card.dataset.statement;
  return row;
}

function decideAtOnce(form) {
  const card = findCard();
  const name = form.dataset.decision;
  const { statement: pk, number } = card.dataset;
  const job = { url: form.action, body: readBody(form), pks: [pk], letter: name[0], name, number };
  const all = findRows();
  const at = all.indexOf(card);
  const next = all[at + 1] ?? all.find((row) => row !== card);
  job.row = takeOutCard(card);
  job.card = card;
  triaged.prepend(createPendingRow(card, getText(TEXTS[name].saving)));
  for (const one of findMarks(pk)) one.classList.toggle("is-declined", name === "decline");
  showToast({ words: getText(TEXTS[name].done, { number }), undo: getUndoPath(card) });
  sendJob(job);
  if (next) showStatement(next.dataset.statement);
  else focusCard();
}

function sendForm(form, submitter) {
  const { statement } = form.closest("[data-statement]")?.dataset ?? {};
  const pks = statement ? [statement] : [];
  const url = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  sendAndWait({ url, body: readBody(form, submitter), pks, source: form });
}

function hasClaimant(form) {
  const field = form.elements.claimant;
  if (!field || field.value.trim()) return true;
  if (refuseWhileOpen(form.closest("[data-card]"))) return false;
  form.querySelector("details").open = true;
  field.focus();
  say(getText("who-said-it"));
  return false;
}

function submitForm(event) {
  const form = event.target;
  const card = form.closest("[data-card]");
  if (form.matches("[data-batch], [data-plain]")) return;
  event.preventDefault();
  if (isPageBusy() || isTaken(card)) return flashCard();
  for (const slot of pane.querySelectorAll("[data-refusal]")) slot.hidden = true;
  const isSplit = form.dataset.decision === "split";
  if (form.matches("[data-who]") && event.submitter?.value) chooseSpeaker(form, event.submitter);
  else if (event.submitter?.matches("[data-correct]")) sendForm(form, event.submitter);
  else if (isSplit && !form.elements.spans.value) say(getText("cut-first"));
  else if (isSplit) sendForm(form, event.submitter);
  else if (form.matches("[data-decision]")) { if (hasClaimant(form)) decideAtOnce(form); }
  else sendForm(form, event.submitter);
}

/* Somebody else decided on the open statement: its card goes without a decision of ours. */
export function skipTaken() {
  const card = findCard();
  const all = findRows();
  const next = all[all.indexOf(card) + 1] ?? all[0];
  takeOutCard(card);
  dropCards([card.dataset.statement]);
  if (next && next !== card) showStatement(next.dataset.statement);
  else focusCard();
}

/* --- pointers --- */

export function followButton(event) {
  const asks = event.target.closest("[data-asks]");
  const isBack = event.target.closest("[data-back]");
  if (!asks && !isBack && !event.target.closest("[data-skip]")) return false;
  event.preventDefault();
  if (asks) { if (asks.getAttribute("aria-disabled") !== "true") askMore(asks.dataset.asks); }
  else if (isBack) askMore("");
  else moveStatement(1);
  return true;
}

/* A pointer on a reason or a claim is the decision itself; a key only chooses it. */
export function decideByPointer(event) {
  const choice = event.target.closest("[data-card] .decline-reasons label, .join-choice");
  if (!choice || event.detail === 0 || event.target.matches("input")) return;
  event.preventDefault();
  choice.querySelector("input").checked = true;
  choice.closest("form").requestSubmit();
}

export function startDeciding() {
  pane.addEventListener("submit", submitForm);
  /* The wording is one sentence: Enter in it decides, as on the card. */
  pane.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("textarea.wording")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
}

/* Puts rows and decided rows in their place in the lists of the triage page. */

import { createSignal } from "../lib/events.js";
import { findDecided, findRow, list } from "./elements.js";

export const triaged = document.getElementById("triaged");

/* Tells (row) when a new row came for the statement whose card is open. */
export const openRowCame = createSignal();
/* Tells (pk, words) when somebody else decided on the open statement. */
export const openTaken = createSignal();

const rankRow = (row) => [-Number(row.dataset.worth), Number(row.dataset.start), Number(row.dataset.statement)];

function isAfter(one, other) {
  const [a, b] = [rankRow(one), rankRow(other)];
  const place = a.findIndex((value, at) => value !== b[at]);
  return place >= 0 && a[place] > b[place];
}

export function putRow(row) {
  const present = document.getElementById(row.id);
  findDecided(row.dataset.statement)?.remove();
  if (present?.matches("[data-card]")) return openRowCame.tell(row);
  present?.remove();
  const next = [...list.children].find((other) => isAfter(other, row));
  if (next) next.before(row);
  else list.append(row);
}

/* isOwn: we decided, so nobody is told. */
export function putDecidedRow(row, isOwn) {
  const pk = row.dataset.statement;
  const present = findRow(pk);
  document.getElementById(row.id)?.remove();
  if (present?.matches("[data-card]") && !isOwn) openTaken.tell(pk, row.lastElementChild.textContent.trim());
  else present?.remove();
  triaged.prepend(row);
}

/* Statements that are gone from the article: their rows go. */
export function dropRowsExcept(states) {
  for (const row of list.querySelectorAll(":scope > [data-row]")) if (!states.has(row.dataset.statement)) row.remove();
  for (const row of [...triaged.children]) if (!states.has(row.dataset.statement)) row.remove();
}

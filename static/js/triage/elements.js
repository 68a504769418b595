/* Finds the parts of the triage page. Its list holds rows, and the open statement as a card. */

export const pane = document.querySelector("[data-triage]");
export const list = document.getElementById("to-triage");

export const findCard = () => list.querySelector("[data-card]");
export const findRows = () => [...list.querySelectorAll(":scope > [data-row]")];
export const findRow = (pk) => document.getElementById(`s${pk}`);
export const findDecided = (pk) => document.getElementById(`d${pk}`);
/* The key of the open statement, or "". */
export const getOpen = () => findCard()?.dataset.statement ?? "";
export const findForm = (decision) => findCard()?.querySelector(`form[data-decision="${decision}"]`);
/* The form that asks for more, if one is open. */
export const findAsking = () => findCard()?.querySelector("form.ask:not([hidden])");
export const findMarks = (pk) => pane.querySelectorAll(`[data-text] .st[data-statement="${pk}"]`);

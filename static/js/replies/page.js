/* Copies the message that asks a claimant for a reply, or opens it in the mail program.

   Without this file the link opens the message as it was filled in. */

import { onEvent, onSwap } from "../lib/events.js";
import { getText } from "../lib/strings.js";

const MOST_CHARACTERS = 1800; // of a mailto: address; some mail programs cut longer ones

function readMessage(element) {
  const box = element.closest(".reply-message");
  return { subject: box.dataset.subject, text: box.querySelector("textarea").value };
}

function showCopyButtons() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy-message][hidden]")) button.hidden = false;
}

async function copyMessage(_event, button) {
  await navigator.clipboard.writeText(readMessage(button).text);
  button.querySelector("[role=status]").textContent = getText("copied");
}

function addressMail(_event, link) {
  const { subject, text } = readMessage(link);
  const head = `mailto:?subject=${encodeURIComponent(subject)}`;
  const whole = `${head}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
  link.href = whole.length <= MOST_CHARACTERS ? whole : head;
}

onEvent("click", "[data-copy-message]", copyMessage);
onEvent("click", "[data-mail]", addressMail);
onSwap(showCopyButtons);
showCopyButtons();

// The message that asks for a reply: copied as it stands, or opened in the mail program.
// Without this file the link opens the message as it was filled in.

const LONGEST = 1800;

function message(element) {
  const box = element.closest(".reply-message");
  return { subject: box.dataset.subject, text: box.querySelector("textarea").value };
}

function showCopy() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy-message][hidden]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const copy = event.target.closest?.("[data-copy-message]");
  if (copy) {
    await navigator.clipboard.writeText(message(copy).text);
    copy.querySelector("[role=status]").textContent = "Copied";
    return;
  }
  const mail = event.target.closest?.("[data-mail]");
  if (mail) {
    const { subject, text } = message(mail);
    const head = `mailto:?subject=${encodeURIComponent(subject)}`;
    const whole = `${head}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
    mail.href = whole.length <= LONGEST ? whole : head;
  }
});
document.addEventListener("htmx:afterSwap", showCopy);
showCopy();

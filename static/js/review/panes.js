/* Panes that become tabs on small screens: [data-shown] on .panes names the one to show, and
   changes when a tab ([data-pane-tab]) is pressed or focus enters another pane. Which pane was
   open is kept per page, so that Back returns to it. */

for (const panes of document.querySelectorAll(".panes[data-shown]")) {
  const kept = `pane:${location.pathname}`;
  const show = (number) => {
    panes.dataset.shown = number;
    for (const tab of panes.querySelectorAll("[data-pane-tab]")) tab.setAttribute("aria-selected", String(tab.dataset.paneTab === number));
    sessionStorage.setItem(kept, number);
  };
  panes.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-pane-tab]");
    if (tab) show(tab.dataset.paneTab);
  });
  panes.addEventListener("focusin", (event) => {
    const pane = event.target.closest("[data-pane]");
    if (pane && pane.dataset.pane !== panes.dataset.shown) show(pane.dataset.pane);
  });
  /* A hidden pane cannot take focus: its key shows it first. */
  document.addEventListener("desk:key", (event) => {
    const body = panes.querySelector(`[data-pane="${CSS.escape(event.detail.press)}"] [tabindex]`);
    if (!body) return;
    event.preventDefault();
    show(event.detail.press);
    body.focus();
  });
  const before = sessionStorage.getItem(kept);
  if (before && !panes.contains(document.activeElement)) show(before);
}

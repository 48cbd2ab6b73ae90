// What is being written outlives a reload of the page, in this tab alone, until it is sent or the form is closed.
const BOXES = ".form textarea, .form input:not([type=hidden]):not([data-complete]), #line";
const titled = document.querySelector(".form h4")?.textContent ?? "";
const key = (box) => `draft ${location.search} ${box.closest(".form") ? titled : ""} ${box.name}`;

export function keepDrafts() {
  for (const box of document.querySelectorAll(BOXES)) {
    const kept = sessionStorage.getItem(key(box));
    if (kept !== null && box.value === box.defaultValue) box.value = kept;
    box.addEventListener("input", () => sessionStorage.setItem(key(box), box.value));
  }
}

const forget = (form) => form.querySelectorAll(BOXES).forEach((box) => sessionStorage.removeItem(key(box)));
addEventListener("submit", (event) => forget(event.target));
addEventListener("click", (event) => { const form = event.target.closest(".form a.control")?.closest(".form"); if (form) forget(form); });

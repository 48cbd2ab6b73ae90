// The page without a mouse: where the focus lands after a page is loaded, and arrow keys inside a list.
// Tab goes from part to part; without this script it goes from one control to the next.

const CONTROLS = "a[href], button:not(:disabled), select, input:not([type=hidden]), textarea, summary";
const NEXT = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1};
const LOG = ".messages";

const isLog = (list) => list.matches(LOG);
const seen = (element) => element.getClientRects().length > 0;
export const members = (list) => [...list.querySelectorAll(isLog(list) ? ":scope > article" : "a[href], button:not(:disabled)")].filter(seen);
export const meant = () => document.getElementById(location.hash.slice(1));

// One member of a list can be reached by Tab, in the messages with all that is in it; the others by arrow keys.
export function choose(list, member) {
  for (const each of members(list)) {
    each.tabIndex = each === member ? 0 : -1;
    if (isLog(list)) for (const inner of each.querySelectorAll(CONTROLS)) inner.tabIndex = each === member ? 0 : -1;
  }
}

export function prepare(part) {
  const lists = [...part.querySelectorAll("[data-list]")];
  for (const list of part.matches("[data-list]") ? [part, ...lists] : lists) {
    const found = members(list), held = found.find((each) => each.contains(document.activeElement) || each === meant());
    if (!found.length) continue;
    if (isLog(list)) list.removeAttribute("tabindex");
    choose(list, held ?? found.find((each) => each.hasAttribute("aria-current")) ?? (isLog(list) ? found.at(-1) : found[0]));
  }
}

addEventListener("focusin", (event) => {
  const list = event.target.closest("[data-list]");
  const member = list && members(list).find((each) => each.contains(event.target));
  if (member && member.tabIndex !== 0) choose(list, member);
});

addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  if (event.key === "Escape") return leave(event);
  const list = event.target.closest("fieldset, [data-list]"), step = NEXT[event.key];
  if (!list || !(step || event.key === "Home" || event.key === "End")) return;
  const found = list.matches("fieldset") ? [...list.querySelectorAll("input")] : members(list), at = found.indexOf(event.target);
  if (at < 0) return; // inside a message the arrow keys belong to what is focused there
  event.preventDefault();
  found.at(event.key === "Home" ? 0 : event.key === "End" ? -1 : Math.min(Math.max(at + step, 0), found.length - 1)).focus();
});

// Out of a form as out of a dialog, unless something was typed; out of a list to what opened it.
function leave(event) {
  const opened = event.target.closest("details[open]"), form = event.target.closest(".form");
  if (opened) {
    opened.open = false;
    opened.querySelector("summary").focus();
  } else if (form && ![...form.querySelectorAll("input, textarea")].some((box) => box.value !== box.defaultValue)) form.querySelector("a.control").click();
}

// What was pressed is where the focus goes back to, where the page shows it again at the same place.
addEventListener("submit", (event) => {
  const form = event.target, message = form.elements.message?.value, button = event.submitter;
  sessionStorage.setItem("pressed", JSON.stringify({action: form.getAttribute("action"), message, value: button?.value, at: buttonsOf(form).indexOf(button), list: form.elements.address?.value}));
});

const buttonsOf = (form) => [...form.querySelectorAll("button")];

function pressedBefore() {
  const was = JSON.parse(sessionStorage.getItem("pressed") ?? "null");
  sessionStorage.removeItem("pressed");
  if (!was) return null;
  const form = [...document.querySelectorAll(`form[action="${was.action}"]`)].find((each) => each.elements.message?.value === was.message && (was.action !== "/act/choose" || each.elements.address?.value === was.list));
  return form ? buttonsOf(form).find((button) => was.value && button.value === was.value) ?? buttonsOf(form)[Math.max(was.at, 0)] ?? null : null;
}

// A part of the page that is gone to: what in it takes the focus.
function landing(part) {
  const first = (selector) => [...part.querySelectorAll(selector)].find(seen);
  if (part.matches(".form")) return first("input:not([type=hidden]), textarea, select") ?? first("button");
  if (part.id === "write") return first("input:not([type=hidden])");
  if (part.id === "chat") return first(`${LOG} > article[tabindex="0"]`) ?? first(".posts a") ?? part;
  if (part.id === "tour") return first(".step") ?? part;
  if (part.id === "clock") return first("button");
  return part.matches("section") ? first(".outside .button") ?? first("[aria-current]") ?? part : part;
}

export function land() {
  const part = meant(), before = pressedBefore();
  const to = before && (!part || part.contains(before)) ? before : part && landing(part);
  if (!to) return;
  if (to.tabIndex < 0 && !to.hasAttribute("tabindex")) to.tabIndex = -1;
  to.focus({preventScroll: Boolean(to.closest(LOG))});
  if (part?.matches(".form")) part.scrollIntoView({block: "nearest"}); // with its button, where there is room
}

addEventListener("hashchange", land);
addEventListener("click", (event) => { if (event.target.closest("a[href]")?.href === location.href) land(); }); // there already

// A part that is drawn anew keeps the focus: on what has the same id or stands at the same place.
export function redraw(part, html) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const article = focused?.closest("article"), inside = article ?? part, at = focused ? [...inside.querySelectorAll(CONTROLS)].indexOf(focused) : -1;
  part.innerHTML = html;
  prepare(part);
  if (!focused) return;
  const place = (article && document.getElementById(article.id)) ?? part, there = [...place.querySelectorAll(CONTROLS)];
  const to = (at >= 0 && there[Math.min(at, there.length - 1)]) || place; // there may be less of it now
  if (to.tabIndex < 0 && !to.hasAttribute("tabindex")) to.tabIndex = -1;
  to.focus({preventScroll: true});
}

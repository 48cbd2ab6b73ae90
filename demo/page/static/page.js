// The page works without this. It brings the newest message into view, offers what can be typed,
// keeps a button from being pressed twice, and fetches what somebody did in another tab.
import {keepDrafts} from "./drafts.js";
import {land, meant, prepare, redraw} from "./keys.js";

const NARROW = matchMedia("(max-width: 72rem)");

function settle() {
  for (const log of document.querySelectorAll(".messages")) {
    const to = meant() !== log && log.contains(meant()) ? meant() : null;
    log.scrollTop = to ? to.offsetTop - 12 : log.scrollHeight;
  }
}

// What can be typed: a list under a box, as ARIA's combobox has it; what is read and what is sent may differ.
function offer(box, number) {
  const list = document.createElement("ul"), sent = document.createElement("input");
  let at = -1, asked = 0, answered = "", isHurried = false; // hurried: somebody chose before what they typed was answered
  Object.assign(list, {id: `offer-${number}`, hidden: true});
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.body.dataset.fits);
  box.after(list);
  for (const [name, value] of Object.entries({role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list"})) box.setAttribute(name, value);
  if (!box.dataset.go) {
    Object.assign(sent, {type: "hidden", name: box.name});
    box.removeAttribute("name");
    list.after(sent);
  }
  const close = () => { list.hidden = true; at = -1; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
  const take = (item) => {
    if (box.dataset.go) { location.href = `${box.dataset.go}&cmd=${encodeURIComponent(item.dataset.value.slice(1))}#command`; return; }
    box.value = item.firstChild.textContent;
    sent.value = item.dataset.value;
    close();
  };
  const mark = (next) => {
    at = (next + list.children.length) % list.children.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    box.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({block: "nearest"});
  };
  const ask = async () => {
    const text = box.value;
    sent.value = text;
    isHurried = false;
    if (box.dataset.go && !box.value.startsWith("/")) { close(); return; }
    const mine = ++asked;
    const answer = await fetch(`${box.dataset.complete}&text=${encodeURIComponent(text)}`);
    if (mine !== asked || !answer.ok || document.activeElement !== box) return;
    const marked = list.children[at]?.dataset.value;
    list.replaceChildren(...(await answer.json()).map((each, index) => {
      const item = document.createElement("li"), about = document.createElement("small");
      Object.assign(item, {id: `${list.id}-${index}`, textContent: each.label});
      item.setAttribute("role", "option");
      item.dataset.value = each.value;
      about.textContent = each.about;
      item.append(about);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(item); });
      return item;
    }));
    at = -1;
    answered = text;
    list.hidden = !list.children.length;
    if (isHurried && !list.hidden) { take(list.children[0]); return; }
    const again = [...list.children].findIndex((each) => each.dataset.value === marked);
    if (again >= 0) mark(again);
    box.setAttribute("aria-expanded", String(!list.hidden));
  };
  box.addEventListener("input", ask);
  box.addEventListener("focus", () => { if (!box.dataset.go) ask(); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(at + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(at - 1); }
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && (at >= 0 || box.dataset.go || box.value)) {
      event.preventDefault();
      if (at < 0 && answered !== box.value) isHurried = true;
      else take(list.children[Math.max(at, 0)]);
    }
  });
}

document.querySelectorAll("[data-complete]").forEach(offer);
// In Discord a choice counts at once. Here a list has a button of its own; whoever goes on without it means it, too.
async function sendChoices(form, pressed) {
  for (const list of form.closest("article").querySelectorAll(".list[data-changed]")) {
    await fetch(list.action, {method: "POST", body: new URLSearchParams(new FormData(list)), redirect: "manual"});
    delete list.dataset.changed;
  }
  form.requestSubmit(pressed);
}

document.addEventListener("change", (event) => { const list = event.target.closest(".list"); if (list) list.dataset.changed = "yes"; });
document.addEventListener("submit", (event) => {
  const article = event.target.matches(".list") ? null : event.target.closest("article");
  if (article && article.querySelector(".list[data-changed]")) { event.preventDefault(); sendChoices(event.target, event.submitter); return; }
  if (event.target.dataset.sent) { event.preventDefault(); return; }
  event.target.dataset.sent = "yes";
  document.body.classList.add("busy");
});
addEventListener("pageshow", () => document.body.classList.remove("busy"));

// What another tab did: the parts of the page that only show are fetched anew, unless somebody is in the middle of one.
let seen = null;
const shown = new WeakMap(); // as the page came; what the scripts changed since does not count
const isBusy = (part) => part.querySelector("details[open], .list[data-changed]");
document.querySelectorAll("[data-live]").forEach((part) => shown.set(part, part.innerHTML));
function anew(part, html) {
  const isAtEnd = part.scrollHeight - part.scrollTop - part.clientHeight < 40, at = part.scrollTop;
  redraw(part, html);
  shown.set(part, html);
  part.scrollTop = isAtEnd ? part.scrollHeight : at; // whoever reads further up goes on reading there
}
async function lookAgain() {
  if (document.hidden) return;
  const answer = await fetch("/news").catch(() => null);
  if (!answer || !answer.ok) return;
  const now = await answer.text();
  if (document.body.classList.contains("busy")) return; // somebody is on the way elsewhere
  if (seen !== null && now !== seen && now === "") { location.href = "/"; return; }
  if (seen !== null && now !== seen) {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const here = [...document.querySelectorAll("[data-live]")], there = [...page.querySelectorAll("[data-live]")];
    if (here.length !== there.length) return;
    here.forEach((part, index) => { if (!isBusy(part) && shown.get(part) !== there[index].innerHTML) anew(part, there[index].innerHTML); });
  }
  seen = now;
}
keepDrafts();
prepare(document.body);
settle();
// Beside one another the rooms are as high as a screen: what was done is looked at with everything around it.
addEventListener("load", () => {
  const rooms = document.querySelector(".house");
  if (!NARROW.matches && rooms?.contains(meant())) rooms.scrollIntoView();
  settle(); // the pictures have come
  land();
});
lookAgain();
setInterval(lookAgain, 3000);

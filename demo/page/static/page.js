// The page works without this: it only brings the newest message, and on a phone the chosen person, into view.
"use strict";
for (const log of document.querySelectorAll(".messages")) log.scrollTop = log.scrollHeight;
const chosen = document.querySelector(".people [aria-current]");
if (chosen) {
  const strip = chosen.closest("ul");
  strip.scrollLeft = chosen.offsetLeft - strip.offsetLeft - (strip.clientWidth - chosen.offsetWidth) / 2;
}

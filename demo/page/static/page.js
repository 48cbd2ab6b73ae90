// The page works without this: it only brings the newest message into view and keeps the reader's place on a jump.
"use strict";
for (const log of document.querySelectorAll(".messages")) log.scrollTop = log.scrollHeight;

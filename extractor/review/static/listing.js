// The list of papers: it comes by stretches, as it is scrolled, and can be narrowed by words.

import { get } from "/static/asking.js";

export const list = document.getElementById("list");
export const filter = document.getElementById("filter");
const { key, case: patient } = document.body.dataset;

/** Show a stretch of the list of papers; more comes when its end comes into view. */
async function fillList(from, words = "") {
  const html = await get(`/list?from=${from}&words=${encodeURIComponent(words)}`);
  if (html === null) return;
  const room = document.createElement("template");
  room.innerHTML = html; // escaped by the server
  if (from === firstShown || words) list.replaceChildren();
  list.querySelectorAll(".more").forEach((line) => line.remove());
  list.append(room.content);
  markHere();
  watchEnd(words);
}

function markHere() {
  const here = list.querySelector(`[data-paper="${key}"]`);
  if (!here || list.dataset.seen) return;
  list.dataset.seen = "1";
  here.querySelector(".title").setAttribute("aria-current", "true");
  const own = here.querySelector(`[data-case="${CSS.escape(patient || "")}"]`);
  if (own) own.setAttribute("aria-current", "true");
  const pane = here.closest(".papers");
  if (pane) pane.scrollTop = here.offsetTop - pane.clientHeight / 3;
}

function watchEnd(words) {
  const end = list.querySelector("[data-more]");
  if (!end) return;
  new IntersectionObserver((seen, watcher) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    watcher.disconnect();
    fillList(end.dataset.more, words);
  }, { rootMargin: "300px" }).observe(end);
}

const firstShown = list ? list.dataset.from : "0";
if (filter) {
  let waiting;
  filter.addEventListener("input", () => {
    clearTimeout(waiting);
    delete list.dataset.seen;
    waiting = setTimeout(() => fillList(filter.value ? 0 : firstShown, filter.value), 150);
  });
}
if (list) { if (list.childElementCount) watchEnd(""); else fillList(firstShown); }


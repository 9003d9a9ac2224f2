// The review page: keys and buttons do actions; an action is sent, and shown as done when it is on disk.

import { ask, say, send } from "/static/asking.js";
import { cite, closeEditor, draftName, fillForm, focusForm, openEditor, readForm } from "/static/editing.js";
import { filter, list } from "/static/listing.js";
import { Paper } from "/static/paper.js";

const { key, case: patient, pages, before, after, settling, keys } = document.body.dataset;
const actionOf = JSON.parse(keys);
const role = settling ? { settling: true } : {};
const stage = document.getElementById("stage");
const paper = stage && new Paper(stage, key, Number(pages));
let current = null;

const cards = () => [...document.querySelectorAll(".card")];
const placeOf = (card) => `${key}/${encodeURIComponent(patient)}/${card.dataset.field}`;
const evidenceOf = (element) => JSON.parse(element.dataset.evidence || "[]");
const formOf = (card) => card && card.querySelector(".editor:not([hidden]) form");
const go = (address) => { location.href = address; };

/* ---- the form ---- */

function focusCard(card, scroll = true) {
  if (!card) return;
  if (current && current !== card) current.classList.remove("current");
  current = card;
  card.classList.add("current");
  cards().forEach((one) => { one.tabIndex = one === card ? 0 : -1; });
  if (!card.contains(document.activeElement)) card.focus({ preventScroll: true });
  if (scroll) card.scrollIntoView({ block: "nearest" });
  history.replaceState(null, "", `#${card.dataset.field}`);
  showMarks();
}

function showMarks() {
  if (!paper || !current) return;
  const marks = [];
  const add = (kind, quotes, more) => quotes.forEach((quote) => marks.push({ kind, quote, ...more }));
  cards().filter((card) => card !== current).forEach((card) => add("elsewhere", evidenceOf(card), { field: card.dataset.field }));
  current.querySelectorAll(".other").forEach((other) => add("other", evidenceOf(other), { take: other }));
  current.querySelectorAll(".side .quote").forEach((quote) => add("chosen", evidenceOf(quote), {}));
  if (!current.querySelector(".side")) add("chosen", evidenceOf(current), {});
  paper.show(marks);
}

function move(by) {
  const all = cards();
  focusCard(all[Math.max(0, Math.min(all.length - 1, all.indexOf(current) + by))]);
}

/** After a decision: the next cell of this patient that waits, or a word that there is none. */
function onward(card) {
  const all = cards(), from = all.indexOf(card);
  const waits = (one) => one.matches(".state-unchecked, .state-check-again, .state-disputed");
  const next = [...all.slice(from + 1), ...all.slice(0, from)].find(waits);
  if (next) focusCard(next);
  else { focusCard(card); say(settling ? "Settled for this patient; y for the next" : "All of this patient is checked; ] for the next, D when the paper is finished"); }
}

function replaceCard(card, html) {
  const room = document.createElement("template");
  room.innerHTML = html; // escaped by the server
  const fresh = room.content.querySelector(".card");
  card.replaceWith(fresh);
  if (current === card) { current = null; focusCard(fresh, false); }
  return fresh;
}

function showCounts(answer) {
  if (answer.progress) document.getElementById("progress").textContent = answer.progress;
  const [, done, of] = /([\d,]+) of ([\d,]+)/.exec(answer.progress || "") || [];
  if (of) document.getElementById("share").value = done.replaceAll(",", "") / of.replaceAll(",", "");
  if ("disputes" in answer) document.getElementById("disputes").textContent = answer.disputes;
  const tab = document.querySelector(`[data-case-left="${CSS.escape(patient)}"]`);
  if (tab) tab.textContent = answer.case_left || "✓";
  const line = list && list.querySelector(`[data-paper="${key}"] .title [data-left]`);
  if (line) line.textContent = answer.paper_left || "✓";
  const own = list && list.querySelector(`[data-paper="${key}"] [data-case="${CSS.escape(patient)}"] [data-left]`);
  if (own) own.textContent = answer.case_left || "✓";
}

/** Send a judgement of a cell; on a stale one both versions are shown and the person chooses. */
async function decide(card, what, done) {
  if (card.classList.contains("saving")) return;
  card.classList.add("saving");
  const [status, answer] = await send(`/decide/${placeOf(card)}`, { ...role, seen: Number(card.dataset.seen), ...what });
  card.classList.remove("saving");
  if (status === 200) {
    sessionStorage.removeItem(draftName(placeOf(card)));
    const fresh = replaceCard(card, answer.html);
    showCounts(answer);
    say(done);
    onward(fresh);
  } else if (status === 409) {
    const mine = await ask("Decided meanwhile", {
      text: `Yours: ${answer.yours}\nThere: ${answer.theirs}\n\n${answer.message}`, yes: "Mine holds", no: "Leave theirs",
    });
    const fresh = replaceCard(card, answer.html);
    if (mine) { fresh.dataset.seen = answer.number; await decide(fresh, { ...what, seen: answer.number }, done); }
  } else refuse(card, answer);
}

function refuse(card, answer) {
  const wrong = formOf(card) && formOf(card).querySelector(".wrong");
  if (wrong) { wrong.textContent = answer.message; wrong.hidden = false; }
  say(answer.message, true);
}

const settle = (status) => async () => {
  if (!current) return;
  const why = await reason();
  if (why !== null) decide(current, { status, entries: {}, comment: why, evidence: status === "not_reported" ? [] : evidenceOf(current) }, status.replace("_", " "));
};

/** An adjudicator says why; reviewers may comment, and need not. */
async function reason() {
  return settling ? ask("Why?", { input: "Reason" }) : "";
}

async function edit(draft = null) {
  const card = current;
  const form = card && await openEditor(card, placeOf(card), settling);
  if (!form) return null;
  form.onsubmit = (event) => { event.preventDefault(); save(card, form); };
  const kept = draft || JSON.parse(sessionStorage.getItem(draftName(placeOf(card))) || "null");
  if (kept) fillForm(form, kept);
  focusForm(form);
  return form;
}

async function save(card, form) {
  const entry = readForm(form);
  if (settling && !entry.comment) entry.comment = (await reason()) ?? "";
  const plain = ["not_reported", "not_done", "denied", "unreadable"].includes(entry.status);
  await decide(card, { ...entry, entries: plain ? {} : entry.entries }, "saved");
}

async function take(number) {
  const button = current && current.querySelector(`[data-take="${number}"]`);
  if (!button) return;
  const why = await reason();
  if (why !== null) decide(current, { take: number, comment: why }, "taken");
}

/* ---- patients and paper ---- */

async function act(verdict, target, comment = "") {
  const [status, answer] = await send(`/act/${key}`, { ...role, verdict, case: patient, target, comment });
  if (status === 200) go(answer.go);
  else say(answer.message, true);
}

const template = (name) => document.getElementById(name);

const actions = {
  "next-field": () => move(1),
  "previous-field": () => move(-1),
  "next-case": () => (after ? go(`/${settling ? "settle" : "p"}/${after}`) : say("This is the last one.")),
  "previous-case": () => (before ? go(`/${settling ? "settle" : "p"}/${before}`) : say("This is the first one.")),
  "next-least": () => go("/next/least"),
  "next-conflict": () => go(`/next/conflict?after=${spot()}`),
  "next-left": () => go(`/next/left?after=${spot()}`),
  "next-dispute": () => go(`/next/dispute?after=${spot()}`),
  overview: () => go("/"),
  filter: () => filter && filter.focus(),
  accept: () => current && decide(current, { accept: true }, "accepted"),
  edit: () => edit(),
  not_reported: settle("not_reported"),
  not_done: settle("not_done"),
  denied: settle("denied"),
  take: (button) => take(button ? Number(button.dataset.take) : 1),
  comment: async () => {
    const card = current, comment = card && await ask("Comment", { input: "Comment" });
    if (!comment) return;
    const [status, answer] = await send(`/comment/${placeOf(card)}`, { ...role, comment });
    if (status === 200) { replaceCard(card, answer.html); say("saved"); } else say(answer.message, true);
  },
  undo: async () => {
    const [status, answer] = await send(`/undo/${key}`, role);
    if (status !== 200) return say(answer.message, true);
    if (answer.go || answer.case !== patient) return go(answer.go || `/${settling ? "settle" : "p"}/${key}/${encodeURIComponent(answer.case)}#${answer.field}`);
    const card = document.getElementById(answer.field);
    if (!card) return location.reload();
    focusCard(replaceCard(card, answer.html));
    showCounts(answer);
    say("undone");
  },
  history: () => {
    const lines = current && current.querySelector(".history"), button = current && current.querySelector("[data-action=history]");
    if (!button) return;
    lines.hidden = !lines.hidden;
    button.setAttribute("aria-expanded", !lines.hidden);
  },
  sort: () => { localStorage.setItem("sort", localStorage.getItem("sort") === "worth" ? "" : "worth"); sortCards(); focusCard(cards()[0]); },
  "use-words": async () => {
    if (!paper || !paper.picked) return say("Mark words in the paper first: draw over them, or search with /");
    const form = formOf(current) || await edit();
    if (form) cite(form, paper.picked);
  },
  search: () => document.getElementById("search").focus(),
  text: async () => { await paper.toggle(); document.querySelector("[data-action=text]").setAttribute("aria-pressed", paper.asText); },
  "next-page": () => paper.turn(1),
  "previous-page": () => paper.turn(-1),
  "zoom-in": () => paper.enlarge(1.2),
  "zoom-out": () => paper.enlarge(1 / 1.2),
  add: async () => { const label = await ask("Add a patient whom the machine missed", { input: "What the paper calls them", value: "Patient" }); if (label) act("add", label); },
  split: async () => { if (await ask("Split this patient into two?", { text: "A second patient is made with the same values, to be corrected in both." })) act("split", ""); },
  merge: async () => {
    if (!template("patients").content.childElementCount) return say("This paper has no other patient.");
    const into = await ask("This is the same patient as", { options: template("patients") });
    if (into) act("merge", into);
  },
  remove: async () => { if (await ask("Remove: no patient of this paper?", { text: "It can be undone (u)." })) act("remove", ""); },
  exclude: async () => {
    const why = await ask("Exclude the paper, because it is", { options: template("reasons") });
    if (why) act("exclude", why);
  },
  done: async () => {
    const left = cards().filter((card) => card.matches(".state-unchecked, .state-check-again")).length;
    const text = left ? `${left} cells of this patient are not checked; they keep the machine's reading.` : "When all reviewers have finished, each sees what the others said.";
    if (await ask("Finished with this paper?", { text })) act("done", "");
  },
  help: () => document.getElementById("help").showModal(),
  close: () => {
    if (formOf(current)) { closeEditor(current, placeOf(current)); current.focus(); }
    else if (document.activeElement) document.activeElement.blur();
    if (current) current.focus({ preventScroll: true });
  },
};

const spot = () => [key || "", patient || "", current ? current.dataset.field : ""].map(encodeURIComponent).join("/");

function sortCards() {
  const box = document.getElementById("cards");
  if (!box) return;
  const worth = localStorage.getItem("sort") === "worth";
  const button = document.querySelector("[data-action=sort]");
  if (button) button.setAttribute("aria-pressed", worth);
  const nameOf = ({ id, textContent }) => (id ? `#${id}` : textContent); // a group may be called as a field is
  if (!box.plain) box.plain = [...box.children].map(nameOf);
  if (worth) {
    const all = cards().sort((a, b) => b.dataset.worth - a.dataset.worth);
    box.querySelectorAll(".group").forEach((heading) => { heading.hidden = true; });
    all.forEach((card) => box.append(card));
  } else {
    box.querySelectorAll(".group").forEach((heading) => { heading.hidden = false; });
    const byName = new Map([...box.children].map((child) => [nameOf(child), child]));
    box.plain.forEach((name) => byName.get(name) && box.append(byName.get(name)));
  }
}

/* ---- keys, clicks, lists ---- */

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") { actions.close(); return; }
  if (typing || (event.target.closest("form.edit") && event.key !== "v")) return;
  const arrow = { ArrowDown: "next-field", ArrowUp: "previous-field" }[event.key];
  const inStage = event.target === stage && arrow;
  const enter = event.key === "Enter" && event.target.matches(".card") && "edit";
  const number = /^[1-9]$/.test(event.key);
  const action = (!inStage && arrow) || enter || (number ? "take" : actionOf[event.key === "=" ? "+" : event.key]);
  if (!action || !(stage || ["help", "overview", "filter", "next-least", "next-conflict", "next-left", "next-dispute"].includes(action))) return;
  event.preventDefault();
  if (number) take(Number(event.key));
  else actions[action]();
});

document.addEventListener("click", async (event) => {
  const card = event.target.closest(".card");
  if (card && card !== current) focusCard(card, false);
  const quote = event.target.closest(".quote");
  if (quote && paper) {
    const shown = quote.dataset.show ? evidenceOf(card)[Number(quote.dataset.show)] : evidenceOf(quote)[0];
    if (paper.asText) paper.showText({ kind: "chosen", quote: shown });
    else if (shown.page) paper.showPage(shown.page, shown);
  }
  const fact = event.target.closest("[data-fact]");
  if (fact) {
    const { key: document_, verdict, case: who, target } = fact.dataset;
    const why = await ask("Why?", { input: "Reason" });
    if (why === null) return;
    const [status, answer] = await send(`/act/${document_}`, { settling: true, verdict, case: who, target, comment: why });
    if (status === 200) location.reload(); else say(answer.message, true);
  }
  const button = event.target.closest("button[data-action]");
  if (button) actions[button.dataset.action](button);
});

document.addEventListener("focusin", (event) => {
  const card = event.target.closest(".card");
  if (card && card !== current) focusCard(card, false);
});

if (stage) {
  paper.onpick = () => { document.querySelector("[data-action=use-words]").disabled = false; };
  paper.onmark = (mark) => {
    if (mark.field) focusCard(document.getElementById(mark.field));
    else if (mark.take) { mark.take.scrollIntoView({ block: "nearest" }); mark.take.focus(); say(`${mark.take.dataset.take} or Enter takes it`); }
  };
  document.getElementById("search").addEventListener("keydown", async (event) => {
    if (event.key !== "Enter" || !event.target.value.trim()) return;
    event.preventDefault();
    await paper.search(event.target.value.trim());
  });
  window.addEventListener("resize", () => { if (paper.leaf) paper.fit(); });
  sortCards();
  const drafts = cards().filter((card) => sessionStorage.getItem(draftName(placeOf(card))));
  const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const first = drafts[0] || (wanted && wanted.closest(".card")) || document.querySelector(".card.state-unchecked, .card.state-disputed") || cards()[0];
  if (document.body.dataset.bare) await paper.measure();
  if (first) focusCard(first); else paper.show([]);
  if (first && first === drafts[0]) edit().then(() => say("What you had entered and not saved is back."));
  window.addEventListener("hashchange", () => focusCard(document.getElementById(decodeURIComponent(location.hash.slice(1)))));
}
if (new URLSearchParams(location.search).has("none")) say("There is none left.");

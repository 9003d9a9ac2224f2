// The form in which a value is entered: opened, filled from marked words, read; what is not saved is kept as a draft.

import { get, say } from "/static/asking.js";

const known = new Map();

export const draftName = (place) => `draft ${place}`;

/** Open the form of a card; gives it. */
export async function openEditor(card, place, settling) {
  const room = card.querySelector(".editor");
  if (!room.firstElementChild) {
    const html = await get(`/editor/${place}${settling ? "?settling=1" : ""}`);
    if (html === null) { say("The form cannot be opened: the server does not answer.", true); return null; }
    room.innerHTML = html; // escaped by the server
    offer(room, card.dataset.field);
  }
  room.hidden = false;
  const form = room.querySelector("form");
  form.addEventListener("input", () => {
    grow(form);
    sessionStorage.setItem(draftName(place), JSON.stringify(readForm(form)));
  });
  return form;
}

export function focusForm(form) {
  const first = ["input:checked", "input", "select"].map((one) => form.querySelector(`.rows ${one}`)).find(Boolean) || form.elements[0];
  first.focus();
  if (first.select) first.select();
}

export function closeEditor(card, place) {
  const room = card.querySelector(".editor");
  room.hidden = true;
  room.replaceChildren();
  sessionStorage.removeItem(draftName(place));
}

/** Offer the words that a field knows while somebody types. */
async function offer(room, field) {
  const list = room.querySelector("datalist");
  if (!room.querySelector("[list]")) return;
  if (!known.has(field)) known.set(field, (await get(`/words/${field}`, true)) || []);
  list.id = `known-${field}`;
  room.querySelectorAll("[list]").forEach((input) => input.setAttribute("list", list.id));
  list.replaceChildren(...known.get(field).map((word) => Object.assign(document.createElement("option"), { value: word })));
}

/** A list that is filled to its end gets a further line. */
function grow(form) {
  const last = form.querySelector("[data-again]");
  if (last && last.value) {
    const next = last.cloneNode();
    last.removeAttribute("data-again");
    next.value = "";
    last.after(next);
  }
}

/** Read a form: its inputs by name, and the places of the words that are ticked. */
export function readForm(form) {
  const entries = {};
  for (const [name, value] of new FormData(form)) (entries[name] ||= []).push(value);
  const { status, comment } = form.elements;
  delete entries.evidence; delete entries.status; delete entries.comment;
  const evidence = [...form.querySelectorAll("[name=evidence]:checked")].map(({ dataset }) => ({
    start: Number(dataset.start), end: Number(dataset.end), item: dataset.item, quote: dataset.quote,
  }));
  return { status: status.value, comment: comment.value, entries, evidence };
}

/** Put a draft back into a form. */
export function fillForm(form, draft) {
  form.elements.status.value = draft.status;
  form.elements.comment.value = draft.comment;
  for (const [name, values] of Object.entries(draft.entries)) {
    values.forEach((value, index) => {
      const radio = form.querySelector(`[type=radio][name="${name}"][value="${CSS.escape(value)}"]`);
      if (radio) { radio.checked = true; return; }
      let input = form.querySelectorAll(`[name="${name}"]`)[index];
      if (!input && form.querySelector("[data-again]")) { grow(form); input = form.querySelectorAll(`[name="${name}"]`)[index]; }
      if (input) input.value = value;
    });
    grow(form);
  }
  draft.evidence.forEach((quote) => cite(form, quote, false));
}

/** Add words of the paper as evidence and, where the value is empty, offer them as the value. */
export function cite(form, quote, suggest = true) {
  const there = [...form.querySelectorAll("[name=evidence]")]
    .find(({ dataset }) => Number(dataset.start) === quote.start && Number(dataset.end) === quote.end);
  if (there) there.checked = true;
  else if (quote.quote) {
    const label = document.createElement("label"), tick = document.createElement("input");
    Object.assign(tick, { type: "checkbox", name: "evidence", checked: true });
    Object.assign(tick.dataset, { start: quote.start, end: quote.end, item: quote.item || "", quote: quote.quote });
    label.append(tick, ` “${quote.quote}”`);
    form.querySelector(".cited").append(label);
  }
  if (suggest) fromWords(form, quote.quote);
  form.dispatchEvent(new Event("input"));
}

function fromWords(form, words) {
  const low = words.toLowerCase();
  if (form.elements.status.value === "not_reported") form.elements.status.value = "stated";
  if (form.dataset.kind === "choice") {
    const radios = [...form.querySelectorAll("[type=radio]")].sort((a, b) => b.value.length - a.value.length);
    const fitting = radios.find(({ value }) => low.includes(value));
    if (fitting && !radios.some(({ checked }) => checked)) fitting.checked = true;
    return;
  }
  const empty = [...form.querySelectorAll("[name=item], [name=number], [name=name]")].find(({ value }) => !value);
  if (!empty) return;
  if (empty.name === "number") empty.value = (words.match(/\d+(?:[.,]\d+)?/) || [""])[0];
  else {
    const options = [...form.querySelectorAll("datalist option")].map(({ value }) => value);
    empty.value = options.find((value) => value.toLowerCase() === low.trim()) || words.trim();
  }
}

// Speaks with the server and with the person: requests, the line at the foot, and the one small dialog.

const line = document.getElementById("said");
const dialog = document.getElementById("ask");
let fading;

/** Say one line; what went wrong stays longer. */
export function say(text, bad = false) {
  line.textContent = text;
  line.className = bad ? "on bad" : "on";
  clearTimeout(fading);
  fading = setTimeout(() => { line.className = bad ? "bad" : ""; }, bad ? 7000 : 1800);
}

/** Send an order; gives [status, answer], status 0 where the server does not answer. */
export async function send(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), cache: "no-store",
    });
    const json = (answer.headers.get("content-type") || "").includes("json");
    return [answer.status, json ? await answer.json() : { message: await answer.text() }];
  } catch {
    return [0, { message: "Not saved: the server does not answer. What you entered is kept in this window." }];
  }
}

/** Fetch a piece of page or data; null where there is none. */
export async function get(path, json = false) {
  try {
    const answer = await fetch(path, { cache: "no-store" });
    if (!answer.ok) return null;
    return json ? await answer.json() : await answer.text();
  } catch {
    return null;
  }
}

/** Ask for a text (input), a choice (options: a template) or a yes; gives what was given, or null. */
export function ask(title, { text = "", input = "", options = null, value = "", yes = "OK", no = "Cancel" } = {}) {
  document.getElementById("ask-title").textContent = title;
  document.getElementById("ask-text").textContent = text;
  const place = document.getElementById("ask-input");
  place.replaceChildren();
  let entry = null;
  if (options) {
    entry = document.createElement("select");
    entry.append(options.content.cloneNode(true));
  } else if (input) {
    entry = document.createElement("input");
    entry.value = value;
    entry.maxLength = 2000;
  }
  if (entry) {
    entry.setAttribute("aria-label", input || title);
    place.append(entry);
  }
  const [cancel, ok] = dialog.querySelectorAll("menu button");
  ok.textContent = yes;
  cancel.textContent = no;
  dialog.returnValue = "no";
  dialog.showModal();
  (entry || ok).focus();
  if (entry) entry.onkeydown = (event) => { if (event.key === "Enter") { event.preventDefault(); dialog.close("yes"); } };
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === "yes" ? (entry ? entry.value : "yes") : null);
  });
}

// The paper beside the form: its pages or its text, the marks on them, and the words that somebody marks.

import { get, say } from "/static/asking.js";

const SVG = "http://www.w3.org/2000/svg";
const points = (text) => [...text].length; // places count characters, not halves of them

export class Paper {
  constructor(stage, key, pages) {
    this.stage = stage;
    this.key = key;
    this.pages = pages;
    this.page = 0;
    this.asText = !pages;
    this.zoom = Number(localStorage.getItem("zoom")) || 1;
    this.marks = []; // {kind, quote, field, take}
    this.picked = null; // {start, end, quote}
    this.found = [];
    this.sizes = new Map();
    this.words = new Map();
    this.onpick = () => {};
    this.onmark = () => {};
    stage.addEventListener("click", (event) => {
      const mark = event.target.closest("[data-mark]");
      if (mark && !this.dragged) this.onmark(this.marks[Number(mark.dataset.mark)]);
    });
    document.addEventListener("selectionchange", () => this.pickText());
  }

  /** Learn how many pages a paper has of which the run says nothing. */
  async measure() {
    const size = await get(`/paper/${this.key}/size/1`, true);
    if (size) { this.pages = size.pages; this.asText = false; this.sizes.set(1, size); }
  }

  /** Show marks; the first chosen one comes into view. */
  async show(marks) {
    this.marks = marks;
    const first = marks.find((mark) => mark.kind === "chosen") || marks.find((mark) => mark.kind === "other");
    if (this.asText) await this.showText(first);
    else await this.showPage((first && first.quote.page) || this.page || 1, first && first.quote);
  }

  async turn(by) {
    if (this.asText) this.stage.scrollBy({ top: by * this.stage.clientHeight * 0.9, behavior: "smooth" });
    else if (this.page + by >= 1 && this.page + by <= this.pages) await this.showPage(this.page + by, null);
  }

  async enlarge(by) {
    this.zoom = Math.min(4, Math.max(0.5, this.zoom * by));
    localStorage.setItem("zoom", this.zoom);
    if (this.leaf) this.fit();
  }

  async toggle() {
    if (!this.pages) return;
    this.asText = !this.asText;
    this.leaf = this.shown = null;
    await this.show(this.marks);
  }

  async showPage(number, quote) {
    if (this.shown !== number || !this.leaf) {
      if (!this.sizes.has(number)) this.sizes.set(number, await get(`/paper/${this.key}/size/${number}`, true));
      const size = this.sizes.get(number);
      this.page = this.shown = number;
      if (!size) return this.missing();
      this.leaf = document.createElement("div");
      this.leaf.className = "leaf";
      const picture = document.createElement("img");
      picture.alt = `Page ${number} of the paper; its text can be shown with t`;
      picture.src = this.picture(number);
      this.svg = document.createElementNS(SVG, "svg");
      this.svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
      this.svg.setAttribute("preserveAspectRatio", "none");
      this.svg.setAttribute("aria-hidden", "true");
      this.leaf.append(picture, this.svg);
      this.stage.replaceChildren(this.leaf);
      this.fit();
      this.listen();
      document.getElementById("where").textContent = `${number} of ${this.pages}`;
      if (number < this.pages) new Image().src = this.picture(number + 1);
    }
    this.draw();
    if (quote && quote.boxes.length) this.scrollTo(quote.boxes[0][1], quote.boxes[0][0]);
  }

  picture(number) {
    return `/paper/${this.key}/page/${number}.png?scale=${window.devicePixelRatio * this.zoom > 1.4 ? 2 : 1.5}`;
  }

  fit() {
    const size = this.sizes.get(this.shown);
    const width = (this.stage.clientWidth - 30) * this.zoom;
    this.leaf.style.width = `${width}px`;
    this.leaf.style.height = `${(width * size.height) / size.width}px`;
  }

  scrollTo(top, left) {
    const scale = this.leaf.offsetHeight / this.sizes.get(this.shown).height;
    const wanted = this.leaf.offsetTop - this.stage.offsetTop + top * scale - this.stage.clientHeight * 0.35;
    this.stage.scrollTo({ top: wanted, left: left * scale - this.stage.clientWidth * 0.4 });
  }

  draw() {
    this.svg.replaceChildren();
    const put = (box, kind, index) => {
      const rect = document.createElementNS(SVG, "rect");
      const [x0, top, x1, bottom] = box;
      Object.entries({ x: x0 - 1, y: top - 1, width: x1 - x0 + 2, height: bottom - top + 2, rx: 2, class: kind })
        .forEach(([name, value]) => rect.setAttribute(name, value));
      if (index !== undefined) rect.dataset.mark = index;
      this.svg.append(rect);
    };
    for (const kind of ["elsewhere", "chosen", "other"])
      this.marks.forEach((mark, index) => {
        if (mark.kind === kind && mark.quote.page === this.shown) mark.quote.boxes.forEach((box) => put(box, kind, index));
      });
    if (this.picked && this.picked.page === this.shown) this.picked.boxes.forEach((box) => put(box, "picked"));
  }

  /** Words of the page are marked by drawing over them, from the nearest to the nearest. */
  listen() {
    let from = -1;
    const at = (event, words) => {
      const frame = this.svg.getBoundingClientRect(), size = this.sizes.get(this.shown);
      const x = ((event.clientX - frame.left) / frame.width) * size.width;
      const y = ((event.clientY - frame.top) / frame.height) * size.height;
      let best = -1, least = Infinity;
      words.forEach((word, index) => {
        const dx = Math.max(word[2] - x, 0, x - word[4]), dy = Math.max(word[3] - y, 0, y - word[5]);
        const away = dx + 3 * dy;
        if (away < least) { least = away; best = index; }
      });
      return best;
    };
    this.svg.onpointerdown = async (event) => {
      this.dragged = false;
      const words = await this.wordsOf(this.shown);
      from = words.length ? at(event, words) : -1;
      if (event.pointerId && this.svg.hasPointerCapture) try { this.svg.setPointerCapture(event.pointerId); } catch { /* up already */ }
    };
    this.svg.onpointermove = async (event) => {
      if (from < 0 || !(event.buttons & 1)) return;
      const words = this.words.get(this.shown), to = at(event, words);
      if (to === from && !this.dragged) return;
      this.dragged = true;
      this.pickWords(words.slice(Math.min(from, to), Math.max(from, to) + 1));
    };
    this.svg.onpointerup = () => { from = -1; };
    this.svg.ondblclick = async (event) => {
      const words = await this.wordsOf(this.shown), one = at(event, words);
      if (one >= 0) this.pickWords([words[one]]);
    };
  }

  async wordsOf(page) {
    if (!this.words.has(page)) {
      const words = await get(`/paper/${this.key}/words/${page}`, true);
      if (!words) say("The words of this page cannot be marked: the paper cannot be read again.", true);
      this.words.set(page, words || []);
    }
    return this.words.get(page);
  }

  pickWords(words) {
    const boxes = words.map((word) => word.slice(2, 6));
    const quote = words.map((word) => word[6]).join(" ");
    this.pick({ start: words[0][0], end: words.at(-1)[1], quote, page: this.shown, boxes });
    this.draw();
  }

  pick(quote) {
    this.picked = quote;
    this.onpick(quote);
  }

  async showText(first) {
    if (this.shown !== "text") {
      const text = await get(`/paper/${this.key}/text`);
      if (text === null) return this.missing();
      this.stage.innerHTML = text; // escaped by the server
      this.shown = "text";
      this.leaf = null;
      this.paragraphs = [...this.stage.querySelectorAll("p[data-start]")];
      this.paragraphs.forEach((paragraph) => { paragraph.plain = paragraph.textContent; });
      document.getElementById("where").textContent = "text";
    }
    this.markText();
    const target = first && this.stage.querySelector(`mark.${first.kind}`);
    if (target) {
      const top = target.getBoundingClientRect().top - this.stage.getBoundingClientRect().top;
      this.stage.scrollTo({ top: this.stage.scrollTop + top - this.stage.clientHeight * 0.35 });
    }
  }

  markText() {
    const order = { elsewhere: 0, other: 1, chosen: 2, picked: 3 };
    const all = this.marks.map((mark, index) => ({ ...mark, index }));
    if (this.picked && this.picked.search) all.push({ kind: "picked", quote: this.picked });
    for (const paragraph of this.paragraphs) {
      const start = Number(paragraph.dataset.start), letters = [...paragraph.plain], end = start + letters.length;
      const here = all.filter(({ quote }) => quote.start < end && quote.end > start);
      if (!here.length && !paragraph.querySelector("mark")) continue;
      const cuts = new Set([start, end]);
      here.forEach(({ quote }) => { cuts.add(Math.max(start, quote.start)); cuts.add(Math.min(end, quote.end)); });
      const places = [...cuts].sort((a, b) => a - b);
      paragraph.replaceChildren(...places.slice(0, -1).map((from, index) => {
        const words = letters.slice(from - start, places[index + 1] - start).join("");
        const over = here.filter(({ quote }) => quote.start <= from && quote.end >= places[index + 1])
          .sort((a, b) => order[b.kind] - order[a.kind])[0];
        if (!over) return document.createTextNode(words);
        const mark = document.createElement("mark");
        mark.className = over.kind;
        mark.textContent = words;
        if (over.index !== undefined) mark.dataset.mark = over.index;
        return mark;
      }));
    }
  }

  /** Take what is selected in the text as the words that are marked. */
  pickText() {
    const selection = document.getSelection();
    if (!this.asText || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!this.stage.contains(range.commonAncestorContainer)) return;
    const place = (node, offset) => {
      const paragraph = (node.nodeType === 3 ? node.parentElement : node).closest("p[data-start]");
      if (!paragraph) return null;
      const before = document.createRange();
      before.setStart(paragraph, 0);
      before.setEnd(node, offset);
      return Number(paragraph.dataset.start) + points(before.toString());
    };
    const start = place(range.startContainer, range.startOffset), end = place(range.endContainer, range.endOffset);
    if (start !== null && end !== null && end > start) this.pick({ start, end, quote: range.toString(), page: null, boxes: [] });
  }

  /** Find words; what is found is marked, and further calls go on to the next place. */
  async search(words) {
    if (this.searched !== words) {
      this.found = (await get(`/paper/${this.key}/find?words=${encodeURIComponent(words)}`, true)) || [];
      this.searched = words;
      this.nth = -1;
    }
    if (!this.found.length) return say("Not found in the paper.");
    this.nth = (this.nth + 1) % this.found.length;
    const quote = { ...this.found[this.nth], search: true };
    this.pick(quote);
    say(`${this.nth + 1} of ${this.found.length}: “${quote.quote}”; v makes it the evidence`);
    if (this.asText) await this.showText({ kind: "picked" });
    else if (quote.page) await this.showPage(quote.page, quote);
  }

  missing() {
    this.leaf = null;
    const words = document.createElement("p");
    words.className = "missing";
    words.textContent = "The paper is not where the run found it, or cannot be shown; its evidence is beside each value.";
    this.stage.replaceChildren(words);
    document.getElementById("where").textContent = "–";
  }
}

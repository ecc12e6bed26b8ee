// One note: what is known of its paper, its sections, its links, what is found in it, and its BibTeX.

const sheet = document.getElementById("note");

async function showNote() {
  const number = numbers.get(state.note);
  if (number === undefined) {
    if (sheet.open) sheet.close();
    return;
  }
  const detail = await details(number);
  if (numbers.get(state.note) !== number) return; // another one has been asked for
  sheet.replaceChildren(...noteParts(notes[number], detail));
  if (!sheet.open) sheet.showModal();
  sheet.scrollTop = 0;
  sheet.querySelector("h2").focus();
}

function noteParts(note, detail) {
  const file = files[note.file];
  const where = [note.year, note.venue].filter(Boolean).join(" · ");
  return [
    sheetBar(note),
    make(
      "div",
      { class: "head" },
      where && text(where, "p", { class: "where" }),
      make("h2", { id: "note-title", dir: "auto", tabindex: -1 }, note.title),
      note.by && text(detail.facts.find(([name]) => name === "Authors")?.[1] || note.by, "p", { class: "by" }),
      make("p", { class: "quiet source" }, link(file.href, text(`${file.path}:${note.line}`))),
    ),
    detail.missing.length ? make("p", { class: "missing" }, `Missing: ${detail.missing.map((name) => name.replaceAll("_", " ")).join(", ")}`) : null,
    make("div", { class: "body" }, ...detail.images.map(([place, said]) => make("p", null, image(place, said))), ...detail.sections.map(section)),
    part("About the paper", facts(detail.facts)),
    part("Links", links(detail.links)),
    part("Findings", noteFindings(note)),
    part("BibTeX", bibtex(detail.bibtex)),
  ].filter(Boolean);
}

const part = (heading, ...children) => (children.some(Boolean) ? make("section", { class: "part" }, make("h3", null, heading), ...children) : null);

function sheetBar(note) {
  const order = shownNotes();
  const place = order.indexOf(note);
  const step = (to, label, sign) =>
    make("a", { class: "plain step", href: to ? address({ note: to.id }) : null, "aria-label": to ? `${label}: ${to.title}` : null, "aria-disabled": to ? null : "true", role: "link" }, sign);
  return make(
    "div",
    { class: "sheet-bar" },
    step(order[place - 1], "Previous note", "←"),
    step(place < 0 ? null : order[place + 1], "Next note", "→"),
    make("span", { class: "quiet" }, place < 0 ? "" : `${(place + 1).toLocaleString("en")} of ${order.length.toLocaleString("en")}`),
    make("button", { type: "button", class: "plain close", on: { click: () => sheet.close() } }, "Close"),
  );
}

const shownNotes = () => ordered(matching(searched(state.q)));

function section({ heading, level, value, blocks: children }) {
  const tag = `h${Math.min(6, Math.max(3, level))}`;
  const head = heading || value ? make(tag, { dir: "auto" }, heading, heading && value ? ": " : "", value && make("span", { class: "value" }, value)) : null;
  return make("section", { class: "text" }, head, ...blocks(children));
}

function facts(known) {
  const rows = known.flatMap(([name, value, to]) => [text(name, "dt"), make("dd", { dir: "auto" }, to ? link(to, value) : value)]);
  return rows.length ? make("dl", null, ...rows) : null;
}

function links(known) {
  const rows = known.map(([kind, label, to]) => make("li", null, link(to, text(label)), kind === "other" ? null : make("span", { class: "quiet" }, kind)));
  return rows.length ? make("ul", { class: "links" }, ...rows) : null;
}

function noteFindings(note) {
  if (!note.findings) return null;
  const its = allFindings().filter((each) => each.note === note.number);
  return make("ul", { class: "findings" }, ...its.map((each) => finding(each, false, true)));
}

function bibtex(entry) {
  const shown = make("pre", { class: "bibtex", tabindex: 0 }, make("code", null, entry));
  const click = async (event) => {
    const button = event.target;
    button.textContent = (await copied(entry, shown)) ? "Copied" : "Press Ctrl+C to copy";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  };
  return make("div", { class: "entry" }, make("button", { type: "button", class: "plain copy", on: { click } }, "Copy"), shown);
}

/** Copy a text; where the browser does not allow it, it is selected. */
async function copied(entry, shown) {
  try {
    await navigator.clipboard.writeText(entry);
    return true;
  } catch {
    getSelection().selectAllChildren(shown);
    return false;
  }
}

sheet.addEventListener("close", () => state.note && go({ note: "" }));
sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
sheet.addEventListener("keydown", (event) => {
  const to = { ArrowLeft: 0, ArrowRight: 1 }[event.key];
  if (to === undefined || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("pre, .wide")) return;
  sheet.querySelectorAll(".step")[to]?.click();
});

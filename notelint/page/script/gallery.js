// The gallery: the years, and a card for each note.

function gallery() {
  const from = searched(state.q);
  const kept = ordered(matching(from));
  const list = make("ul", { class: "cards" });
  const inner = make("div", { class: "results" }, years(from), chips(), bar(kept), kept.length ? list : nothing());
  const view = make("div", { class: "with-filters" }, filters(from), inner);
  const begin = () => {
    lazily(list, kept, card);
    const bars = view.querySelector(".years");
    if (bars) bars.scrollLeft = bars.scrollWidth;
  };
  return [view, begin];
}

function bar(kept) {
  const all = kept.length === notes.length ? "" : ` of ${notes.length.toLocaleString("en")}`;
  const change = (event) => go({ sort: event.target.value });
  const options = Object.entries(ORDERS).map(([name, order]) =>
    make("option", { value: name, selected: name === state.sort }, state.q && !name ? "Best match" : order.label),
  );
  return make(
    "div",
    { class: "bar" },
    make("h2", { class: "result-count" }, `${counted(kept.length, "note")}${all}`),
    make("label", null, make("span", { class: "quiet" }, "Sort "), make("select", { "data-key": "sort", on: { change } }, ...options)),
  );
}

function nothing() {
  return make(
    "div",
    { class: "empty" },
    make("p", null, "No note matches."),
    make("p", null, make("a", { href: "#/notes" }, "Show all notes")),
  );
}

/** The notes by year, as bars to filter with. */
function years(from) {
  const counts = new Map();
  for (const note of matching(from, "year")) if (note.year !== null) counts.set(note.year, (counts.get(note.year) ?? 0) + 1);
  const known = [...counts.keys()].sort((a, b) => a - b);
  if (known.length < 2) return null;
  const [first, last] = [known[0], known.at(-1)];
  const shown = last - first < 40 ? Array.from({ length: last - first + 1 }, (_, place) => first + place) : known;
  const most = Math.max(...counts.values());
  return make("div", { class: "years", role: "group", "aria-label": "Notes by year" }, ...shown.map((year) => yearBar(year, counts.get(year) ?? 0, most)));
}

function yearBar(year, count, most) {
  const pressed = state.year.includes(String(year));
  const click = () => go({ year: pressed ? state.year.filter((each) => each !== String(year)) : [...state.year, String(year)] });
  const made = make(
    "button",
    { type: "button", "data-key": `bar:${year}`, "aria-pressed": String(pressed), "aria-label": `${year}: ${counted(count, "note")}`, title: `${year}: ${counted(count, "note")}`, disabled: !count && !pressed, on: { click } },
    make("span", { class: "fill" }),
    make("span", { class: "year" }, year),
  );
  made.style.setProperty("--share", count / most);
  return made;
}

function card(note) {
  const where = [note.year, note.venue].filter(Boolean).join(" · ");
  const shown = note.image && picture(note.image, "", (img) => img.closest(".plate").remove());
  return make(
    "li",
    { class: "card" },
    make(
      "article",
      null,
      shown && make("div", { class: "plate" }, shown),
      make(
        "div",
        { class: "words" },
        where && text(where, "p", { class: "where" }),
        make("h3", { dir: "auto" }, make("a", { href: address({ note: note.id }) }, note.title)),
        note.by && text(note.by, "p", { class: "by" }),
        note.excerpt && text(note.excerpt, "p", { class: "excerpt" }),
        labels(note),
      ),
    ),
  );
}

function labels(note) {
  const tags = [...new Set([...note.groups, ...note.tags])].slice(0, 4);
  const troubles = note.findings ? [make("li", { class: "trouble" }, counted(note.findings, "finding"))] : [];
  if (!tags.length && !troubles.length) return null;
  return make("ul", { class: "labels" }, ...tags.map((tag) => make("li", null, text(tag))), ...troubles);
}

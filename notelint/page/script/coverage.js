// The coverage: what the notes have and lack, one row for each folder, year and so on, or for each note.

const ROWS = { folder: "Folder", year: "Year", venue: "Venue", group: "Group", tag: "Tag" };

function coverage() {
  const kept = matching(searched(state.q));
  const rows = state.rows || (notes.length <= 40 ? "note" : new Set(notes.map((note) => note.folder)).size > 1 ? "folder" : "year");
  const options = Object.entries({ note: "Note", ...ROWS }).map(([name, label]) => make("option", { value: name, selected: name === rows }, label));
  const change = (event) => go({ rows: event.target.value });
  const body = make("tbody");
  const heading = make(
    "div",
    { class: "bar" },
    make("h2", { class: "result-count" }, `What ${counted(kept.length, "note")} ${kept.length === 1 ? "has" : "have"}`),
    make("label", null, make("span", { class: "quiet" }, "Rows "), make("select", { "data-key": "rows", on: { change } }, ...options)),
  );
  const heat = make(
    "div",
    { class: "wide heat", tabindex: 0, role: "group", "aria-label": "Coverage" },
    make("table", null, make("caption", { class: "hidden" }, "What the notes have"), columnHeads(rows), body),
  );
  const groups = rows === "note" ? kept.toSorted(ORDERS.file.by) : grouped(kept, rows);
  const build = rows === "note" ? noteRow : ([value, members]) => groupRow(rows, value, members);
  const view = make("div", { class: "results" }, heading, legend(rows), chips(), kept.length ? heat : nothing());
  return [view, () => kept.length && (body.append(groupRow(rows, null, kept)), lazily(body, groups, build, 120))];
}

function columnHeads(rows) {
  const sections = columns.filter((column) => column.section).length;
  const labels = columns.map((column) => make("th", { scope: "col", class: column.section ? "section" : null }, text(column.label)));
  return make(
    "thead",
    null,
    make(
      "tr",
      { class: "kinds" },
      make("td"),
      make("th", { scope: "colgroup", colspan: columns.length - sections }, "Facts"),
      sections ? make("th", { scope: "colgroup", colspan: sections, class: "section" }, "Sections") : null,
    ),
    make("tr", { class: "labels-row" }, make("th", { scope: "col" }, { note: "Note", ...ROWS }[rows]), ...labels),
  );
}

function grouped(kept, rows) {
  const groups = new Map();
  for (const note of kept) {
    const values = FACETS[rows].of(note);
    for (const value of values.length ? values : [""]) groups.set(value, [...(groups.get(value) ?? []), note]);
  }
  const order = rows === "year" ? ([a], [b]) => lateFirst(a, b) : ([a], [b]) => !a - !b || collator.compare(a, b);
  return [...groups].sort(order);
}

function groupRow(rows, value, members) {
  const label = value === null ? "All notes" : value || `No ${ROWS[rows].toLowerCase()}`;
  const cells = columns.map((column, place) => groupCell(rows, value, members, column, place));
  return make(
    "tr",
    { class: value === null ? "all" : null },
    make("th", { scope: "row" }, text(label), make("span", { class: "count" }, members.length)),
    ...cells,
  );
}

function groupCell(rows, value, members, column, place) {
  const having = members.filter((note) => note.cells[place] === "1").length;
  const required = members.some((note) => note.cells[place] === "!");
  const share = having / members.length;
  const level = having === 0 ? 0 : share === 1 ? 5 : 1 + Math.floor(share * 4);
  const percent = having && having < members.length ? Math.min(99, Math.max(1, Math.round(100 * share))) : 100 * share;
  const names = `${column.label}: ${having.toLocaleString("en")} of ${members.length.toLocaleString("en")}`;
  const lacking = { view: "notes", lacks: column.name, ...(value ? { [rows]: [value] } : {}) };
  const shown =
    share === 1
      ? make("span", { title: names }, percent)
      : make("a", { href: address(lacking), title: names, "aria-label": `${names}. Show the others` }, percent || "·");
  return make("td", { class: `level-${level}${required ? " required" : ""}${column.section ? " section" : ""}` }, shown);
}

const CELLS = { 1: ["has", "●"], 0: ["lacks", "·"], "!": ["misses", "!"] };

function noteRow(note) {
  const cells = columns.map((column, place) => {
    const [kind, sign] = CELLS[note.cells[place]];
    const said = `${column.label}: ${{ has: "yes", lacks: "no", misses: "missing, and required" }[kind]}`;
    return make("td", { class: `${kind}${column.section ? " section" : ""}`, title: said }, make("span", { "aria-hidden": "true" }, sign), make("span", { class: "hidden" }, said));
  });
  return make("tr", null, make("th", { scope: "row" }, make("a", { dir: "auto", href: address({ note: note.id }) }, note.title)), ...cells);
}

function legend(rows) {
  const said =
    rows === "note"
      ? [make("span", { class: "key has" }, "●"), " has it", make("span", { class: "key lacks" }, "·"), " lacks it", make("span", { class: "key misses" }, "!"), " lacks it and its schema requires it"]
      : ["Percentage of the notes in each row. A number opens the notes without it.", make("span", { class: "key corner" }), " a schema requires it"];
  return make("p", { class: "quiet legend" }, ...said);
}

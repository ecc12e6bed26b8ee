// The notes, what the address says is to be shown of them, and the search.

const index = JSON.parse(document.getElementById("index").textContent);
const { notes, columns, files } = index;
const numbers = new Map(notes.map((note, number) => [note.id, number]));
notes.forEach((note, number) => Object.assign(note, { number, folder: folderOf(files[note.file].path) }));

function folderOf(path) {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash);
}

/** What stands further below has been read. */
const whole = new Promise((done) => afterReading(done));
const found = once(() => JSON.parse(document.getElementById("findings").textContent));

/** What an open note shows. */
const details = async (number) => (await unpacked(Math.floor(number / index.part)))[number % index.part];

/** The details of the notes of one part: JSON, deflated, in Base64. */
async function unpacked(part) {
  await whole;
  const packed = document.getElementById(`notes-${part}`).textContent;
  const bytes = Uint8Array.from(atob(packed), (each) => each.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).json();
}

function once(ask) {
  let answer;
  return () => (answer ??= ask());
}

const VIEWS = { notes: "Notes", timeline: "Timeline", coverage: "Coverage", findings: "Findings" };
const FACETS = {
  year: { label: "Year", of: (note) => [note.year === null ? "No year" : String(note.year)] },
  venue: { label: "Venue", of: (note) => (note.venue ? [note.venue] : []) },
  group: { label: "Group", of: (note) => note.groups },
  tag: { label: "Tag", of: (note) => note.tags },
  model: { label: "Model", of: (note) => (note.model ? [note.model] : []) },
  folder: { label: "Folder", of: (note) => [note.folder] },
};
/** What else the address may say: the order, the column that notes lack, the rows of the coverage, the open note. */
const OTHERS = ["q", "sort", "lacks", "rows", "by", "severity", "note"];

/** What is shown, as the address of the page says it. */
function read() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const given = new URLSearchParams(query ?? "");
  const state = { view: path in VIEWS ? path : "notes" };
  for (const name of Object.keys(FACETS)) state[name] = given.getAll(name);
  for (const name of OTHERS) state[name] = given.get(name) ?? "";
  return state;
}

let state = read();

/** The address of the page with some changes to what is shown. */
function address(changes) {
  const { view, ...rest } = { ...state, note: "", ...changes };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) {
    for (const each of [value].flat()) if (each !== "") query.append(name, each);
  }
  return `#/${view}${query.size ? `?${query}` : ""}`;
}

/** Show something else; `quietly`: the way back does not lead through it. */
function go(changes, quietly = false) {
  if (quietly) location.replace(address(changes));
  else location.hash = address(changes);
}

/** A text in the form in which it is searched: without case, width and accents. */
function folded(said) {
  const plain = /[^\x00-\x7f]/.test(said) ? said.normalize("NFKD").replace(/\p{M}+/gu, "") : said;
  return plain.toLowerCase();
}

const heads = notes.map((note) =>
  folded([note.title, note.short, note.by, ...note.people, note.venue, note.year, note.model, note.id, ...note.groups, ...note.tags].join("\n")),
);
/** All that each note says, once there has been time to read it. */
const texts = heads.map(() => "");

function strings(value) {
  if (typeof value === "string") return [value];
  return value && typeof value === "object" ? Object.values(value).flatMap(strings) : [];
}

/** Read the texts while nothing else happens. */
async function readAhead() {
  const idle = window.requestIdleCallback ?? setTimeout;
  for (let part = 0; part * index.part < notes.length; part++) {
    await new Promise((done) => idle(done));
    for (const [place, detail] of (await unpacked(part)).entries()) {
      const number = part * index.part + place;
      texts[number] = folded([files[notes[number].file].path, ...strings(detail)].join("\n"));
    }
  }
  if (state.q) showView();
}

/** The notes that hold all words of a search: those first that have them in their heads. */
function searched(words) {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  const best = notes.filter((_, number) => wanted.every((word) => heads[number].includes(word)));
  const known = new Set(best);
  const others = notes.filter(
    (note) => !known.has(note) && wanted.every((word) => heads[note.number].includes(word) || texts[note.number].includes(word)),
  );
  return [...best, ...others];
}

const ORDERS = {
  "": { label: "Newest first", by: (a, b) => late(b) - late(a) || compare(a, b) },
  oldest: { label: "Oldest first", by: (a, b) => (a.year ?? 9999) - (b.year ?? 9999) || compare(a, b) },
  title: { label: "Title", by: (a, b) => compare(a, b) },
  file: { label: "File", by: (a, b) => a.number - b.number },
};
const late = (note) => note.year ?? -1;
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const compare = (a, b) => collator.compare(a.title, b.title);

/** The notes that meet a search, the filters (but for one facet) and what is to be lacking, in their order. */
function matching(from, except = "") {
  const place = columns.findIndex((column) => column.name === state.lacks);
  const kept = from.filter(
    (note) =>
      (place < 0 || note.cells[place] !== "1") &&
      Object.entries(FACETS).every(
        ([name, facet]) => name === except || !state[name].length || facet.of(note).some((each) => state[name].includes(each)),
      ),
  );
  return kept;
}

function ordered(kept) {
  return state.q && !state.sort ? kept : kept.toSorted((ORDERS[state.sort] ?? ORDERS[""]).by);
}

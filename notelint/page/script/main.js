// The page as a whole: its views, the search field, the colors.

const main = document.getElementById("main");
const field = document.getElementById("search");
const BUILD = { notes: gallery, timeline, coverage, findings: findingsView };
let last = null;

/** Show what the address says, the open note too; a view that is there already stays as it is. */
function show() {
  const shown = address({});
  if (shown !== last) {
    last = shown;
    showView();
  }
}

function showView() {
  const focused = document.activeElement?.dataset?.key;
  const [view, begin] = BUILD[state.view]();
  main.replaceChildren(make("div", { class: `view ${state.view}` }, view));
  begin();
  document.getElementById("views").replaceChildren(...Object.entries(VIEWS).map(viewLink));
  document.getElementById("said").textContent = main.querySelector(".result-count")?.textContent ?? "";
  // While somebody types, the address is behind.
  if (document.activeElement !== field) field.value = state.q;
  if (focused) main.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function viewLink([name, label]) {
  return make("a", { href: address({ view: name }), "aria-current": name === state.view ? "page" : null }, label);
}

function showTotals() {
  const years = notes.map((note) => note.year).filter((year) => year !== null);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const span = years.length ? [first === last ? String(first) : `${first}–${last}`] : [];
  const parts = [counted(notes.length, "note"), ...span];
  document.getElementById("totals").textContent = parts.join(" · ");
}

const THEMES = { "": "Auto", light: "Light", dark: "Dark" };
const themeButton = document.getElementById("theme");

function showTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  themeButton.textContent = THEMES[theme];
  themeButton.setAttribute("aria-label", `Color theme: ${THEMES[theme]}`);
}

/** What is kept from visit to visit; a browser may keep nothing for a file. */
const kept = {
  get theme() {
    try {
      return localStorage.getItem("notelint-theme") ?? "";
    } catch {
      return "";
    }
  },
  set theme(theme) {
    try {
      localStorage.setItem("notelint-theme", theme);
    } catch {
      // Then the next visit begins with the colors of the system.
    }
  },
};

themeButton.addEventListener("click", () => {
  const names = Object.keys(THEMES);
  const next = names[(names.indexOf(document.documentElement.dataset.theme ?? "") + 1) % names.length];
  showTheme(next);
  kept.theme = next;
});
field.addEventListener("input", () => go({ q: field.value.trim(), sort: "" }, true));
addEventListener("hashchange", () => {
  state = read();
  show();
  showNote();
});
addEventListener("keydown", (event) => {
  if (event.key !== "/" || sheet.open || event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  field.focus();
});
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
showTheme(kept.theme in THEMES ? kept.theme : "");
showTotals();
show();
showNote();
readAhead();

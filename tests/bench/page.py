"""How soon a browser shows a page of many notes."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from tests.bench import corpus
from tests.bench.measure import run
from tests.bench.tools import PAGE
from tests.browser import chromium

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

# From the start of the navigation, in milliseconds; of a search also what it takes to show what was found.
_LOADED = """() => {
    const [load] = performance.getEntriesByType("navigation");
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const { domInteractive, domContentLoadedEventEnd } = load;
    return { "first paint": paint.startTime, "interactive": domInteractive, "loaded": domContentLoadedEventEnd };
}"""
_SEARCHED = """(words) => new Promise((done) => {
    const begun = performance.now();
    const field = document.getElementById("search");
    field.value = words;
    field.dispatchEvent(new Event("input"));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
})"""


def page(folder: Path, notes: int, rounds: int) -> str:
    """A line for each thing measured: medians of some rounds."""
    corpus.write_notes(folder / "notes", notes)
    path = folder / "vault.html"
    cost = run((*PAGE, "notes", "-o", path.name), folder)
    lines = [f"{notes} notes, a page of {path.stat().st_size / 1e6:.1f} MB, written in {cost.wall:.1f} s"]
    with chromium() as browser:
        measured = [_measure(browser.new_page(), path) for _ in range(rounds)]
    lines += [f"{name:>20}: {median(each[name] for each in measured):5.0f} ms" for name in measured[0]]
    return "\n".join(lines)


def _measure(tab: Page, path: Path) -> dict[str, float]:
    session = tab.context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    tab.goto(path.as_uri())
    times: dict[str, Any] = tab.evaluate(_LOADED)
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    times["of that CPU time"] = 1000 * metrics["TaskDuration"]
    tab.wait_for_timeout(3000)  # the texts are read ahead
    times["search in heads"] = tab.evaluate(_SEARCHED, "title 17")
    times["search in texts"] = tab.evaluate(_SEARCHED, "sparse graph")
    tab.close()
    return times

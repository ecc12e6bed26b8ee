"""A page as its reader has it, in a browser: it runs nothing of a note's, and all of it can be reached and read."""

from __future__ import annotations

import json
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from notelint import cli

pytest.importorskip("playwright", reason="Playwright is not installed")

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import expect

from tests.browser import CHROMIUM, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Request

expect.set_options(timeout=30_000)  # as Playwright waits for all else
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's package chromium is not installed")

AXE = Path(AXE_FILE_PATH).read_text("utf-8")
MARK = "<script>pwned()</script>"
HOSTILE = f"""---
title: 'Title {MARK} </script><!--<script>'
authors: ['Ann {MARK}', '"><img src=x onerror=pwned()>']
year: 2021
venue: '</title>{MARK}'
tags: ['{MARK}', '" onclick="pwned()']
---

## Summary

Text {MARK} <img src=x onerror=pwned()> <a href="javascript:pwned()">a</a> <svg onload=pwned()></svg>

[one](javascript:pwned()) [two](JAVASCRIPT&colon;pwned()) [three](data:text/html,{MARK}) [four](vbscript:pwned())
[five](https://example.org/"onmouseover="pwned()) ![six](javascript:pwned()) ![seven](https://example.org/tracker.png)
![eight](<images/"><script>pwned()<%2Fscript>.png>)

<iframe src="https://example.org"></iframe><style>body {{ display: none }}</style><script>pwned()</script>

## {MARK}

`{MARK}` ${MARK}$ [[{MARK}]] --> ]]> {{{{ 7 * 7 }}}} &lt;script&gt;

```{MARK}
</script>{MARK}
```
"""
FILES = {
    "papers/gears.md": "---\ntitle: Gears and Cogs\nauthors: [Ann Ash]\nyear: 2019\nvenue: VLDB\ntags: [wheels]\n"
    "---\n\n![A wheel](images/wheel.png)\n\n## Summary\n\nTeeth meet **teeth**. See [the other](levers.md).\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "papers/levers.md": "---\ntitle: Levers\nauthors: [Bo Beech, Cy Cedar]\nyear: 2020\ntags: [wheels, arms]\n---\n\n"
    "## Summary\n\nA pivot. [Page](https://example.org/levers)\n\n## Limits\n\nLong arms: mañana.\n",
    "papers/pulleys.md": "---\ntitle: Pulleys\nauthors: [Di Dole]\n---\n\n"
    "## Summary\n\n[Rope](rope.md)\n\n## Limits\n\nFriction.\n",
}
VIEWS = (
    "",
    "#/timeline",
    "#/coverage?rows=note",
    "#/coverage?rows=folder",
    "#/findings",
    "#/findings?by=file",
    "#/notes?q=zzz",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this module."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of a small vault."""
    return written(tmp_path_factory.mktemp("vault"), FILES)


def written(folder: Path, files: dict[str, str], *options: str) -> str:
    """The address of the page of a vault with these files and a picture."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    (folder / "papers" / "images").mkdir(exist_ok=True)
    (folder / ".git").mkdir()
    Image.new("RGB", (80, 60), "teal").save(folder / "papers" / "images" / "wheel.png")
    page = folder / "page.html"
    with chdir(folder):
        assert cli.main(["page", "--isolated", "--jobs", "1", *options, "-o", page.name]) == 0
    return page.as_uri()


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:  # noqa: ANN401 - Playwright's own
    """A tab that shows the page, and has nothing to say against it when it is closed."""
    said: list[str] = []
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    tab = context.new_page()

    def asked(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            said.append(f"asked for {request.url}")

    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("dialog", lambda dialog: said.append(dialog.message))
    tab.on("request", asked)
    tab.add_init_script("window.pwned = () => console.error('pwned')")
    tab.goto(address)
    yield tab
    context.close()
    assert said == []


def show(tab: Page, view: str) -> None:
    """Go to a view of the page that the tab shows."""
    tab.evaluate("(view) => { location.hash = view }", view or "#/notes")


def becomes_true(tab: Page, condition: str) -> bool:
    """Whether a condition holds within some seconds: Playwright's own wait needs `eval`, which the page forbids."""
    for _ in range(50):
        if tab.evaluate(condition):
            return True
        tab.wait_for_timeout(100)
    return False


def test_a_hostile_vault_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    """What it says is shown as it is, nothing is asked of the network, and no link leads to a script."""
    name = 'papers/images/"><script>pwned()<%2Fscript>.png'.replace("%2F", "\\")
    files = {
        "papers/hostile.md": HOSTILE,
        f'papers/{MARK.replace("/", "")}" onclick="pwned().md': HOSTILE.replace("Title", "Other"),
        "papers/javascript:pwned().md": "---\ntitle: A\nauthors: [B]\nyear: 2020\n---\n\n![a](javascript:pwned())\n",
        name: "no image",
    }
    address = written(tmp_path, files, "--title", f"</title>{MARK}")
    with opened(browser, address) as tab:
        expect(tab.get_by_role("heading", level=1)).to_have_text(f"</title>{MARK}")
        for view in VIEWS:
            show(tab, view)
        for note in json.loads(tab.locator("#index").text_content() or "")["notes"]:
            show(tab, f"#/notes?note={note['id']}")
            expect(tab.locator("dialog h2")).to_have_text(note["title"])
            links = tab.evaluate("[...document.links].map((link) => link.href)")
            assert all(link.startswith(("https://example.org/", "file://")) for link in links)
        show(tab, f"#/notes?tag={MARK}")
        expect(tab.locator(".chip").first).to_contain_text(MARK)
        assert tab.locator("iframe, svg, object, [onclick], [onerror], [onload]").count() == 0
        assert tab.evaluate("getComputedStyle(document.body).display") == "block"


def test_the_policy_keeps_what_would_run_from_running(browser: Browser, vault: str) -> None:
    """Were there a way in, inline scripts, handlers, styles and the network would still be refused."""
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(vault)
    tab.evaluate(
        """() => {
            window.refused = [];
            addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
            const add = (tag, its) => document.body.append(Object.assign(document.createElement(tag), its));
            const attempts = [
                () => add("style", { textContent: "* { color: red }" }),
                () => document.body.setAttribute("style", "color: red"),
                () => document.body.setAttribute("onclick", "0"),
                () => add("img", { src: "https://example.org/a.png" }),
                () => add("iframe", { src: "https://example.org/" }),
                () => fetch("https://example.org/").catch(() => {}),
                () => (document.body.innerHTML = "<p>"),
                () => add("script", { src: "https://example.org/a.js" }),
            ];
            for (const attempt of attempts) try { attempt(); } catch { }
        }"""
    )
    wanted = ["style-src-elem", "style-src-attr", "img-src", "frame-src", "connect-src"]
    tab.wait_for_timeout(300)
    assert sorted(set(tab.evaluate("refused"))) == sorted({*wanted, "require-trusted-types-for"})
    assert tab.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
    assert tab.locator("#main").count() == 1
    context.close()


def test_search_and_filters(browser: Browser, vault: str) -> None:
    """By words anywhere in a note, without accents, and by facets together; the address keeps what was chosen."""
    with opened(browser, vault) as tab:
        cards = tab.locator(".card h3")
        expect(cards).to_have_text(["Levers", "Gears and Cogs", "Pulleys"])
        tab.keyboard.press("/")
        tab.keyboard.type("manana")
        expect(cards).to_have_text(["Levers"])
        tab.reload()
        expect(cards).to_have_text(["Levers"])
        expect(tab.locator("#search")).to_have_value("manana")
        tab.locator("#search").fill("")
        tab.get_by_role("checkbox", name="wheels").click()
        expect(cards).to_have_text(["Levers", "Gears and Cogs"])
        tab.get_by_role("button", name="2019: 1 note").click()
        expect(cards).to_have_text(["Gears and Cogs"])
        tab.go_back()
        expect(cards).to_have_text(["Levers", "Gears and Cogs"])
        tab.get_by_role("link", name="Remove filter Tag: wheels").click()
        expect(cards).to_have_count(3)
        tab.locator("#search").fill("zzz")
        expect(tab.locator(".empty")).to_contain_text("No note matches.")


def test_a_note_by_the_keyboard(browser: Browser, vault: str) -> None:
    """Enter opens it, arrows lead on, Escape gives the focus back; links of notes stay in the page."""
    with opened(browser, vault) as tab:
        card = tab.get_by_role("link", name="Gears and Cogs")
        card.focus()
        tab.keyboard.press("Enter")
        sheet = tab.locator("dialog")
        expect(sheet.get_by_role("heading", level=2)).to_have_text("Gears and Cogs")
        expect(sheet.get_by_role("heading", level=2)).to_be_focused()
        expect(sheet.get_by_role("img", name="A wheel")).to_be_visible()
        expect(sheet.locator("strong")).to_have_text("teeth")
        assert becomes_true(tab, "document.querySelector('dialog img').naturalWidth === 80")
        tab.keyboard.press("ArrowLeft")
        expect(sheet.get_by_role("heading", level=2)).to_have_text("Levers")
        tab.keyboard.press("ArrowRight")
        sheet.get_by_role("link", name="the other").first.click()
        expect(sheet.get_by_role("heading", level=2)).to_have_text("Levers")
        tab.keyboard.press("Escape")
        expect(sheet).to_be_hidden()
        assert becomes_true(tab, "!location.hash.includes('note=')")


def test_bibtex_is_copied(browser: Browser, vault: str) -> None:
    """As it is shown."""
    with opened(
        browser, f"{vault}#/notes?note=ash2019gears", permissions=["clipboard-read", "clipboard-write"]
    ) as tab:
        tab.get_by_role("button", name="Copy").click()
        expect(tab.get_by_role("button", name="Copied")).to_be_visible()
        copied = tab.evaluate("navigator.clipboard.readText()")
        assert copied == tab.locator(".bibtex").text_content()
        assert copied.startswith("@inproceedings{ash2019gears,\n")


def test_coverage_leads_to_the_notes_without(browser: Browser, vault: str) -> None:
    """A number of a cell is a link to the notes that lack what the column says."""
    with opened(browser, f"{vault}#/coverage?rows=folder") as tab:
        tab.get_by_role("link", name="Year: 2 of 3. Show the others").first.click()
        expect(tab.locator(".card h3")).to_have_text(["Pulleys"])
        expect(tab.locator(".chip")).to_contain_text("Without: Year")


def test_findings_by_rule_and_file(browser: Browser, vault: str) -> None:
    """A finding says where it is and what to do, and leads to its note."""
    with opened(browser, f"{vault}#/findings") as tab:
        expect(tab.locator(".group summary")).to_have_text(["link-missingerror1"])
        finding = tab.locator(".findings li")
        expect(finding).to_contain_text("papers/pulleys.md:8:8")
        expect(finding).to_contain_text('link target "rope.md" does not exist')
        finding.get_by_role("link", name="Pulleys", exact=True).click()
        expect(tab.locator("dialog .findings li")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, browser: Browser, vault: str) -> None:
    """No view, and no open note, has a fault of accessibility that axe knows of."""
    with opened(browser, vault, color_scheme=scheme) as tab:
        tab.evaluate(AXE)
        for view in (*VIEWS[:5], "#/notes?note=ash2019gears"):
            show(tab, view)
            found = tab.evaluate("document.getAnimations().forEach((each) => each.finish()), axe.run()")
            assert [(view, each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
            assert len(found["passes"]) > 10


def test_a_phone_needs_no_scrolling_aside(browser: Browser, vault: str) -> None:
    """At 390 pixels nothing is wider than the screen, and what one touches is large enough."""
    with opened(browser, vault, viewport={"width": 390, "height": 844}, has_touch=True) as tab:
        for view in (*VIEWS, "#/notes?note=ash2019gears"):
            show(tab, view)
            assert becomes_true(tab, "document.documentElement.scrollWidth <= innerWidth"), view
        assert becomes_true(tab, "document.querySelector('dialog').getBoundingClientRect().left === 0")  # it slides in


def test_colours_follow_the_system_or_the_button(browser: Browser, vault: str) -> None:
    """A choice is kept."""
    with opened(browser, vault, color_scheme="dark") as tab:
        background = "getComputedStyle(document.body).backgroundColor"
        dark = tab.evaluate(background)
        tab.get_by_role("button", name="Color theme: Auto").click()
        assert tab.evaluate(background) != dark
        tab.reload()
        expect(tab.get_by_role("button", name="Color theme: Light")).to_be_visible()


def test_embedded_images_are_shown(browser: Browser, tmp_path: Path) -> None:
    """Without the file."""
    address = written(tmp_path, FILES, "--embed-images")
    (tmp_path / "papers" / "images" / "wheel.png").unlink()
    with opened(browser, address) as tab:
        assert becomes_true(tab, "document.querySelector('.plate img')?.naturalWidth === 80")


def test_without_scripts_the_notes_are_listed(browser: Browser, vault: str) -> None:
    """Their titles at least can be read."""
    with opened(browser, vault, java_script_enabled=False) as tab:
        expect(tab.locator("noscript li cite")).to_have_text(["Gears and Cogs", "Levers", "Pulleys"])

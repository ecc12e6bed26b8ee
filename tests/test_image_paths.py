"""Where the paths of images lead, on a tree of files that is given by its paths alone."""

from __future__ import annotations

import posixpath

import pytest

from notelint.checks.image import image_missing
from notelint.context import Context
from notelint.engine.fix import apply
from notelint.files import Files
from notelint.note import read_document
from notelint.source import Source
from notelint.store import Entry, Kind
from notelint.targets.images import fold_destination, targets
from notelint.targets.paths import Verdict

BLOG = ["/blog/.git/HEAD", "/blog/_posts/note.md", "/blog/media/a.png", "/blog/assets/two words.png"]


class Tree:
    """A store of files without content; a path that ends with `/` is an empty folder."""

    def __init__(self, paths: list[str]) -> None:
        self.folders: dict[str, dict[str, Entry]] = {}
        for path in paths:
            folder, name = posixpath.split(path)
            self.folders.setdefault(folder, {})
            if name:
                self.folders[folder][name] = Entry(Kind.FILE)
            while folder != "/":
                folder, name = posixpath.split(folder)
                self.folders.setdefault(folder, {})[name] = Entry(Kind.FOLDER)

    def scan(self, folder: str) -> dict[str, Entry]:
        """The names in a folder."""
        if folder not in self.folders:
            raise FileNotFoundError(folder)
        return self.folders[folder]

    def read(self, path: str, _: int = -1) -> bytes:
        """No file has content."""
        raise FileNotFoundError(path)


def search(
    text: str, files: list[str], path: str = "/blog/_posts/note.md", roots: tuple[str, ...] = ()
) -> list[tuple[Verdict, str]]:
    """The verdict on each image of a text, and the file that was found."""
    document = read_document(Source(path, text), ())
    context = Context(None, Files(["/blog"], Tree(files)), roots)
    return [(target.verdict, target.file) for _, target in targets(document, context)]


@pytest.mark.parametrize(
    ("text", "file"),
    [
        pytest.param("![](../media/a.png)", "/blog/media/a.png", id="relative"),
        pytest.param("![](./../media/./a.png)", "/blog/media/a.png", id="with dots"),
        pytest.param("![](/media/a.png)", "/blog/media/a.png", id="from the repository's root"),
        pytest.param("<img src='/media/a.png'>", "/blog/media/a.png", id="HTML"),
        pytest.param("![][x]\n\n[x]: /media/a.png", "/blog/media/a.png", id="reference"),
        pytest.param("![](/media/a.png?raw=true#center)", "/blog/media/a.png", id="query and fragment"),
        pytest.param("![](/assets/two%20words.png)", "/blog/assets/two words.png", id="percent-encoded"),
        pytest.param("![](</assets/two words.png>)", "/blog/assets/two words.png", id="angle brackets"),
        pytest.param("![](/assets/two words.png)", "/blog/assets/two words.png", id="raw space"),
        pytest.param("![](/media/a.png =300x)", "/blog/media/a.png", id="HackMD's size"),
        pytest.param("![](\\media\\a.png)", "/blog/media/a.png", id="Windows separators"),
        pytest.param("![](..\\media\\a.png)", "/blog/media/a.png", id="Windows separators, relative"),
        pytest.param("![](/media/a\\.png)", "/blog/media/a.png", id="escaped punctuation"),
        pytest.param("![](/media/&#97;.png)", "/blog/media/a.png", id="entity"),
        pytest.param("![]({{ site.baseurl }}/media/a.png)", "/blog/media/a.png", id="Liquid base URL"),
        pytest.param("![]({{site.url}}/media/a.png)", "/blog/media/a.png", id="Liquid URL"),
        pytest.param('![]({{ "/media/a.png" | relative_url }})', "/blog/media/a.png", id="Liquid filter"),
        pytest.param("![[a.png]]", "/blog/media/a.png", id="embed, by name"),
        pytest.param("![[media/a.png|300]]", "/blog/media/a.png", id="embed, by the end of its path"),
    ],
)
def test_an_image_is_found(text: str, file: str) -> None:
    """A path in any spelling that some program accepts leads to its file."""
    assert [(Verdict.FOUND, file)] == search(text, BLOG)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param("![](https://example.org/a.png)", Verdict.UNCHECKED, id="web"),
        pytest.param("![](//example.org/a.png)", Verdict.UNCHECKED, id="web without a scheme"),
        pytest.param("![](data:image/png;base64,AAAA)", Verdict.UNCHECKED, id="in the text itself"),
        pytest.param("![]({{ page.cover }})", Verdict.UNCHECKED, id="template"),
        pytest.param("![text](...jpg)", Verdict.UNCHECKED, id="an ellipsis, to show how an image is written"),
        pytest.param("![](media/….png)", Verdict.UNCHECKED, id="an ellipsis in a folder"),
        pytest.param("![](.../media/b.png)", Verdict.MISSING, id="a dot too many"),
        pytest.param("![](media/b...png)", Verdict.MISSING, id="dots inside a name"),
        pytest.param("![](attachment:a.png)", Verdict.ATTACHMENT, id="Jupyter"),
        pytest.param(r"![](C:\Users\me\a.png)", Verdict.ONE_MACHINE, id="drive"),
        pytest.param("![](C:/Users/me/a.png)", Verdict.ONE_MACHINE, id="drive with slashes"),
        pytest.param(r"<img src='\\server\share\a.png'>", Verdict.ONE_MACHINE, id="server"),
        pytest.param("![](file:///home/me/a.png)", Verdict.ONE_MACHINE, id="file URL"),
        pytest.param("![](/home/me/Pictures/a.png)", Verdict.ONE_MACHINE, id="home folder"),
        pytest.param("![](/../../OneDrive/a.png)", Verdict.OUTSIDE, id="out of the site"),
        pytest.param("![](/static/a.png)", Verdict.UNROOTED, id="first folder of no root"),
        pytest.param("![](/media/b.png)", Verdict.MISSING, id="no such file"),
        pytest.param("![](/b.png)", Verdict.MISSING, id="no such file at the root"),
        pytest.param("![](media/a.png)", Verdict.MISSING, id="wrong folder"),
        pytest.param("![[b.png]]", Verdict.MISSING, id="embed"),
        pytest.param("![](/media/A.PNG)", Verdict.OTHER_CASE, id="case of the name"),
        pytest.param("![](../MEDIA/a.png)", Verdict.OTHER_CASE, id="case of a folder"),
        pytest.param("![](/media/a%00.png)", Verdict.MISSING, id="a character that no path has"),
    ],
)
def test_an_image_is_not_found(text: str, verdict: Verdict) -> None:
    """What keeps an image from being found is told apart."""
    assert [verdict] == [found for found, _ in search(text, BLOG)]


@pytest.mark.parametrize(
    ("path", "files", "roots"),
    [
        pytest.param("/x/_posts/n.md", ["/x/_posts/n.md", "/x/media/a.png"], (), id="Jekyll without git"),
        pytest.param("/x/_posts/2019/n.md", ["/x/_posts/2019/n.md", "/x/media/a.png"], (), id="a folder a year"),
        pytest.param("/x/content/posts/n.md", ["/x/content/posts/n.md", "/x/static/media/a.png"], (), id="Hugo"),
        pytest.param("/x/source/_posts/n.md", ["/x/source/_posts/n.md", "/x/source/media/a.png"], (), id="Hexo"),
        pytest.param("/x/n.md", ["/x/n.md", "/y/media/a.png"], ("/y",), id="configured"),
        pytest.param(
            "/x/a/b/n.md", ["/x/.git/HEAD", "/x/a/b/n.md", "/x/docs/media/a.png"], (), id="docs of a repository"
        ),
    ],
)
def test_roots(path: str, files: list[str], roots: tuple[str, ...]) -> None:
    """A path that begins with `/` starts from the root of the site, wherever the site keeps it."""
    assert [found for found, _ in search("![](/media/a.png)", files, path, roots)] == [Verdict.FOUND]


def test_in_a_vault_an_image_stands_anywhere() -> None:
    """Obsidian finds a file by its name, wherever it lies in the vault, from Markdown's own images too."""
    files = ["/v/notes/n.md", "/v/files/a.png", "/v/.obsidian/app.json"]
    document = read_document(Source("/v/notes/n.md", "![](a.png) ![[a.png]] ![](files/a.png) ![](notes/a.png)"), ())
    context = Context(None, Files(["/v/notes/n.md"], Tree(files)))

    assert [target.verdict for _, target in targets(document, context)] == [
        Verdict.FOUND,
        Verdict.FOUND,
        Verdict.FOUND,
        Verdict.MISSING,
    ]


def test_typora_root_comes_first() -> None:
    """`typora-root-url` is tried before the repository's root, and where it does not hold, the others are."""
    text = "---\ntypora-root-url: ../../clone\n---\n\n![](/media/a.png)\n"

    assert search(text, [*BLOG, "/clone/media/a.png"]) == [(Verdict.FOUND, "/clone/media/a.png")]
    assert search(text, BLOG) == [(Verdict.FOUND, "/blog/media/a.png")]


def test_an_empty_folder_is_no_root() -> None:
    """A folder that holds nothing does not show where the images are."""
    files = ["/blog/_posts/n.md", "/blog/media/"]

    assert [found for found, _ in search("![](/media/a.png)", files)] == [Verdict.UNROOTED]


def test_the_same_name_in_another_unicode_form_is_the_same_file() -> None:
    """A name typed on one system and stored by another in decomposed form is found, not another case."""
    found = search("![](Schr\u00f6dinger.png)", ["/blog/_posts/note.md", "/blog/_posts/Schro\u0308dinger.png"])

    assert [verdict for verdict, _ in found] == [Verdict.FOUND]


def test_images_of_one_definition_are_looked_for_once() -> None:
    """Two images that share a link definition give one finding, at the definition."""
    assert [verdict for verdict, _ in search("![a][x] ![b][x]\n\n[x]: no.png\n", BLOG)] == [Verdict.MISSING]


def test_one_context_answers_for_each_document() -> None:
    """What is worked out once is worked out for the document that is asked about."""
    context = Context(None, Files(["/blog"], Tree(BLOG)))
    first, second = (
        read_document(Source("/blog/_posts/n.md", text), ()) for text in ("![](../media/a.png)", "![](b)")
    )

    assert targets(first, context) is targets(first, context)
    assert [target.verdict for _, target in targets(second, context)] == [Verdict.MISSING]
    assert [target.verdict for _, target in targets(first, context)] == [Verdict.FOUND]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Media/A.png", "media/a.PNG", True),
        ("two words.png", "two%20words.png", True),
        ("<a b.png>", "a b.png", True),
        ("media\\a.png", "media/a.png", True),
        ("a.png", "b.png", False),
    ],
)
def test_fold_destination(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a column of the table
    """Case, encoding and separators do not make another image."""
    assert (fold_destination(one) == fold_destination(other)) is same


VAULT = ["/v/.obsidian/app.json", "/v/notes/n.md", "/v/a/SpatialMLLM.png", "/v/a/bert-layer.png", "/v/a/fig 1 (b).png"]


@pytest.mark.parametrize(
    ("text", "help_", "fixed"),
    [
        pytest.param("![](b/bert-layer.png)", '"../a/bert-layer.png"', "![](../a/bert-layer.png)", id="elsewhere"),
        pytest.param("![](b/fig%201%20(b).png#x)", "", "![](../a/fig%201%20(b).png#x)", id="encoded, with a fragment"),
        pytest.param("![](<b/fig 1 (b).png>)", "", "![](<../a/fig 1 (b).png>)", id="in angle brackets"),
        pytest.param("<img src='b/fig 1 (b).png'>", "", "<img src='../a/fig 1 (b).png'>", id="in HTML"),
        pytest.param("![](/a/b/bert-layer.png)", "", "![](/a/bert-layer.png)", id="from the root"),
        pytest.param("![](../a/bert-layers.png)", 'did you mean "../a/bert-layer.png"?', None, id="a letter too many"),
        pytest.param("![](../a/Bert_Layer.jpg)", 'did you mean "../a/bert-layer.png"?', None, id="case and marks"),
        pytest.param("![](../a/bert-layers.jpg)", "save it as", None, id="another name and another ending"),
        pytest.param("![](../a/bert-layer.jpg)", 'did you mean "../a/bert-layer.png"?', None, id="another ending"),
        pytest.param("![](../a/fig%202%20(b).png)", "save it as", None, id="another number"),
        pytest.param("![](../a/SpatialLM4.png)", "save it as", None, id="not near enough"),
    ],
)
def test_the_file_that_is_meant(text: str, help_: str, fixed: str | None) -> None:
    """Its path is proposed as it is to be written, and written where one file only can be meant."""
    source = Source("/v/notes/n.md", text)
    (found,) = image_missing(
        read_document(source, ()), Context(None, Files(["/v"], Tree(["/v/.git/HEAD", *VAULT[1:]])))
    )

    assert help_ in str(found.help)
    assert (apply(text, [found.fix])[0] if found.fix else None) == fixed


class Vault(Tree):
    """An Obsidian vault with a folder for attachments."""

    def __init__(self, paths: list[str], folder: str) -> None:
        super().__init__(paths)
        self.folder = folder

    def read(self, path: str, _: int = -1) -> bytes:
        """Its settings."""
        return f'{{"attachmentFolderPath": "{self.folder}"}}'.encode() if path.endswith("app.json") else b""


@pytest.mark.parametrize(
    ("folder", "file"),
    [("a", "/v/a/new.png"), ("./a", "/v/notes/a/new.png"), ("/", "/v/new.png"), ("./", "/v/notes/new.png")],
)
def test_the_attachment_folder_of_a_vault(folder: str, file: str) -> None:
    """Images are looked for, and proposed to be saved, where the settings of the vault say."""
    document = read_document(Source("/v/notes/n.md", "![](new.png)"), ())

    def targets_of(*paths: str) -> list[tuple[Verdict, str]]:
        files = Files(["/v"], Vault([*VAULT, *paths], folder))
        return [(target.verdict, target.file) for _, target in targets(document, Context(None, files))]

    assert targets_of() == [(Verdict.MISSING, file)]
    assert targets_of(file) == [(Verdict.FOUND, file)]

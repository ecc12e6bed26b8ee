"""Text, names and entries as BibTeX and biblatex read them: what LaTeX must not take as its own, and case to keep.

Of math in a note, which a stranger may have written, only commands that set signs are given to LaTeX.
"""

from __future__ import annotations

from notelint.formats import reference
from notelint.formats.text import dollars, marked, one_line, split_by_case
from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from notelint.bibliography.names import Name
    from notelint.record.model import Record


# BibTeX counts a brace even where it is escaped, so a brace of the text must not stand there as one.
_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
    }
)

# Pandoc's tex_math_dollars: no space just inside the dollars, no digit after the last, so that "$5 and $6" is money.
_MATH = regex(r"((?<!\\)\$(?![\s$])[^$]*(?<![\s\\])\$(?!\d))")

_COMMANDS = {"sub": "textsubscript", "sup": "textsuperscript", "i": "emph", "b": "textbf"}
_FORMULA = regex(r"(?i)(?<!\w)\w*+(?:<(su[bp])>[^<>]+</\1>\w*+)+")  # a word with scripts: H<sub>2</sub>O

# In a URL these would end the field early, start a command (`^^5c` is a backslash to TeX) or vanish; RFC 3986 has them
# encoded in any case.
_NOT_VERBATIM = regex(r"[{}\\\x00-\x20\x7f-\xa0\xad\u200b\u2028\u2029\ufeff]|\^\^+")

_DIVIDES_NAMES = regex(r"[,{}\\]|(?:^|\s)(?i:and|others)(?:\s|$)")


def escape(text: str) -> str:
    """The text for a field that LaTeX typesets: on one line, specials escaped, inline math kept, UTF-8 kept."""
    return "".join(piece if is_math else _escaped(piece) for piece, is_math in _pieces(one_line(text)))


def title(text: str, short_name: str | None) -> str:
    """The title, with braces around the words whose case a style must keep, and commands for HTML of its own."""
    return "".join(piece if is_math else _protect(piece, short_name) for piece, is_math in _pieces(one_line(text)))


def verbatim(text: str) -> str:
    """A URL or identifier as it is: nothing escaped, only what cannot stand in a field percent-encoded."""
    return _NOT_VERBATIM.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text.strip())


def short_title(short_name: str | None) -> str:
    """The short name, its case kept."""
    return _braced(short_name) if short_name else ""


def literals(texts: Iterable[str]) -> str:
    """Organisations, joined by `and`; one with an `and` of its own in braces."""
    return " and ".join(_part(text) for text in texts)


def authors(names: Sequence[Name]) -> str:
    """The names as `von Family, Jr, Given`, joined by `and`; one that cannot be split stands in braces, whole.

    A last literal `others` is BibTeX's own word for those whom the note does not name.
    """
    written = [_name(name) for name in names]
    if names and names[-1].literal == "others":
        written[-1] = "others"
    return " and ".join(written)


def publication(record: Record, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is known of the publication, each fact in the one of the `fields` that is its place."""
    facts = {
        "venue": escape(reference.venue(record)),
        "volume": escape(reference.detail(record, "volume")),
        "issue": escape(reference.detail(record, "issue")),
        "pages": escape(reference.pages(record, "--")),
        "publisher": literals(filter(None, (reference.publisher(record),))),
        "isbn": escape(reference.detail(record, "isbn")),
        "organizations": literals(reference.organizations(record)),
    }
    yield from ((fields[name], text) for name, text in facts.items() if name in fields)


def annotation(record: Record, placed: Collection[str]) -> str:
    """What no other field of the entry holds, what the note says, and where it leads, in one paragraph."""
    links = reference.companions(record, lambda url: rf"\url{{{verbatim(url)}}}")
    text = [*reference.unplaced(record, placed), *reference.remarks(record)]
    return " ".join([*map(escape, text), *(f"{link}." for link in links)])


def entry(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """An entry with its fields in a column; a field without a value is left out. Months are macros, not text."""
    given = {name: value for name, value in fields if value}
    width = max(map(len, given), default=0)
    lines = [f"  {name:{width}} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in given.items()]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut at its inline math; math that TeX must not be given is text."""
    for at, piece in enumerate(_MATH.split(text)):
        yield piece, bool(at % 2) and is_harmless(piece)


def _escaped(text: str) -> str:
    return marked(text, _typeset, lambda tag, inner: _command(tag, _typeset(inner)))


def _typeset(text: str) -> str:
    return dollars(text).translate(_ESCAPES)


def _command(tag: str, inner: str) -> str:
    return rf"\{_COMMANDS[tag]}{{{inner}}}"


def _protect(text: str, short_name: str | None) -> str:
    """Text of a title: the words whose case must stay in braces, and so the formulas with a capital."""
    shown, end = "", 0
    for found in _FORMULA.finditer(text):
        formula = _escaped(found[0])
        shown += _protect_words(text[end : found.start()], short_name)
        shown += formula if formula.islower() else f"{{{formula}}}"
        end = found.end()
    return shown + _protect_words(text[end:], short_name)


def _protect_words(text: str, short_name: str | None) -> str:
    def show(text: str) -> str:
        pieces = ((_typeset(piece), keep) for piece, keep in split_by_case(text, one_line(short_name or "")))
        return "".join(f"{{{piece}}}" if keep else piece for piece, keep in pieces)

    return marked(text, show, lambda tag, inner: _command(tag, show(inner)))


def _name(name: Name) -> str:
    if name.literal is not None:
        return _braced(name.literal)
    family = name.family or ""
    written = _part(family)
    # BibTeX takes a word in lower case for a particle, and the last of several words without a comma for the family.
    if any(word[:1].islower() for word in family.split()) or (" " in family and not name.given):
        written = _braced(family)
    if name.particle:
        written = f"{_part(name.particle)} {written}"
    parts = [written, name.suffix and _part(name.suffix), name.given and _part(name.given)]
    return ", ".join(part for part in parts if part)


def _part(text: str) -> str:
    return _braced(text) if _DIVIDES_NAMES.search(one_line(text)) else escape(text)


def _braced(text: str) -> str:
    return f"{{{escape(text)}}}"


# TeX's own commands read files (`\input`), write them (`\openout`), run programs (`\write18`) and make commands anew
# (`\def`, `\csname`): that list has no end, so it is the harmless ones that are listed. They are those of LaTeX and
# amsmath that KaTeX sets, too (https://katex.org/docs/supported.html), which is made for the math of strangers.
_MATH_COMMANDS = frozenset(
    r"""
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi pi varpi rho
    varrho sigma varsigma tau upsilon phi varphi chi psi omega digamma Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi
    Psi Omega varGamma varDelta varTheta varLambda varXi varPi varSigma varUpsilon varPhi varPsi varOmega aleph beth
    gimel daleth hbar hslash ell wp Re Im imath jmath partial nabla infty prime backprime emptyset varnothing forall
    exists nexists neg lnot top bot angle measuredangle sphericalangle triangle square blacksquare lozenge
    blacklozenge bigstar flat natural sharp surd complement eth Bbbk Finv Game mho diamondsuit heartsuit clubsuit
    spadesuit dag ddag dagger ddagger S P copyright degree checkmark maltese

    pm mp times div cdot ast star circ bullet cap cup uplus sqcap sqcup vee wedge lor land setminus wr amalg oplus
    ominus otimes oslash odot bigcirc diamond triangleleft triangleright bigtriangleup bigtriangledown lhd rhd unlhd
    unrhd boxplus boxminus boxtimes boxdot Cap Cup barwedge doublebarwedge veebar curlywedge curlyvee ltimes rtimes
    leftthreetimes rightthreetimes circledast circledcirc circleddash dotplus divideontimes intercal smallsetminus

    leq le geq ge neq ne lt gt ll gg lll ggg equiv sim simeq approx cong doteq asymp propto models perp mid nmid
    parallel nparallel bowtie smile frown prec succ preceq succeq subset supset subseteq supseteq subsetneq supsetneq
    nsubseteq nsupseteq sqsubset sqsupset sqsubseteq sqsupseteq in ni notin owns vdash dashv Vdash vDash Vvdash not
    leqslant geqslant leqq geqq lesssim gtrsim lessapprox gtrapprox lessgtr gtrless nleq ngeq nless ngtr nprec nsucc
    approxeq thicksim thickapprox backsim backsimeq triangleq doteqdot eqcirc circeq bumpeq Bumpeq precsim succsim
    preccurlyeq succcurlyeq trianglelefteq trianglerighteq vartriangle vartriangleleft vartriangleright ncong nsim
    between pitchfork therefore because varpropto Subset Supset coloneqq eqqcolon vcentcolon coloneq colon iff implies
    impliedby

    leftarrow gets rightarrow to leftrightarrow Leftarrow Rightarrow Leftrightarrow uparrow downarrow updownarrow
    Uparrow Downarrow Updownarrow mapsto longmapsto longleftarrow longrightarrow longleftrightarrow Longleftarrow
    Longrightarrow Longleftrightarrow nearrow searrow swarrow nwarrow hookleftarrow hookrightarrow leftharpoonup
    leftharpoondown rightharpoonup rightharpoondown rightleftharpoons leftrightharpoons leftleftarrows rightrightarrows
    leftrightarrows rightleftarrows twoheadleftarrow twoheadrightarrow leftarrowtail rightarrowtail rightsquigarrow
    leadsto curvearrowleft curvearrowright circlearrowleft circlearrowright nleftarrow nrightarrow nLeftarrow
    nRightarrow nleftrightarrow nLeftrightarrow upharpoonleft upharpoonright multimap dashleftarrow dashrightarrow
    xleftarrow xrightarrow

    sum prod coprod int iint iiint oint bigcap bigcup bigsqcup bigvee bigwedge bigodot bigotimes bigoplus biguplus
    limits nolimits lim limsup liminf varlimsup varliminf sup inf max min arg argmax argmin det dim deg exp gcd hom ker
    lg ln log Pr sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth injlim projlim operatorname bmod pmod
    mod pod

    frac dfrac tfrac cfrac binom dbinom tbinom sqrt stackrel overset underset overbrace underbrace overline underline
    substack sideset genfrac hat widehat tilde widetilde bar vec dot ddot dddot acute grave breve check mathring
    overrightarrow overleftarrow overleftrightarrow underrightarrow underleftarrow phantom hphantom vphantom boxed
    cancel smash

    left right middle big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm langle rangle
    lfloor rfloor lceil rceil lvert rvert lVert rVert vert Vert lbrace rbrace lbrack rbrack ulcorner urcorner llcorner
    lrcorner lgroup rgroup lmoustache rmoustache backslash

    ldots cdots vdots ddots dots dotsb dotsc dotsi dotsm dotso quad qquad enspace thinspace medspace thickspace
    negthinspace negmedspace negthickspace space

    mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal boldsymbol bm pmb text textrm textbf
    textit textsf texttt textnormal mbox mathop mathbin mathrel mathord mathopen mathclose mathpunct mathinner rm bf it
    sf tt cal displaystyle textstyle scriptstyle scriptscriptstyle nonumber notag
    """.split()  # noqa: SIM905 - a table of words
)
_SIGNS = frozenset(",;:!>/ {}|_%#&\\")  # `\,` is a space, `\{` a brace
_ENVIRONMENTS = r"\{(?:(?:small|[pbBvV])?matrix|array|aligned|alignedat|gathered|split|cases)\*?\}"

# A command with what TeX may take for letters of its name (packages make `@` one), or with one sign.
_COMMAND = regex(r"\\(?:(?P<name>[a-zA-Z@]+)|(?P<sign>.?))")
_BLOCK = regex(rf"\\(?:begin|end){_ENVIRONMENTS}")
# TeX reads `^^5c` as a backslash; what begins a comment, a parameter or a column would break the entry around it.
_NO_MATH = regex(r"\^\^|[%#&]")


def is_harmless(math: str) -> bool:
    """Whether TeX sets this math (with its dollars or without) and does nothing else, and every brace has its pair."""
    rest = _COMMAND.sub("", math)
    return (
        _has_pairs(math) and not _NO_MATH.search(rest) and all(map(_is_known, _COMMAND.finditer(_BLOCK.sub("", math))))
    )


def _has_pairs(math: str) -> bool:
    """Whether braces come in pairs, escaped ones too: BibTeX counts those as well."""
    depth = 0
    for sign in math:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def _is_known(command: re.Match[str]) -> bool:
    return command["name"] in _MATH_COMMANDS if command["name"] else command["sign"] in _SIGNS

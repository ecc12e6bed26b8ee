r"""Math that LaTeX may be given as a stranger wrote it: commands that only set signs.

TeX's own commands read files (`\input`), write them (`\openout`), run programs (`\write18`) and make commands anew
(`\def`, `\csname`): that list has no end, so it is the harmless ones that are listed. They are those of LaTeX and
amsmath that KaTeX sets, too (https://katex.org/docs/supported.html), which is made for the math of strangers.
"""

from __future__ import annotations

from notelint.regex import regex
from notelint.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

_COMMANDS = frozenset(
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
    return command["name"] in _COMMANDS if command["name"] else command["sign"] in _SIGNS

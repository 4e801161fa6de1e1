"""The words of findings and notices: how a cell is quoted, how headings are folded, what is near what."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

QUOTED_CHARS = 60
# Zero-width marks and byte order marks that stand inside pasted text; joiners stay in plain text, emoji need them.
ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad\u180e"))
JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))
# Controls that change a terminal or the direction of text; a tab or a line break is not one of them.
CONTROLS = {
    **dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160)]),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]),
}
SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2002\u2003\u2009\u3000"), " ")
_LOOKALIKE = str.maketrans("OILSB", "01158")


def quoted(cell: str, most: int = QUOTED_CHARS) -> str:
    """The cell on one line, without controls, at most so many characters; the caller puts it in quotes."""
    tidy = " ".join(cell.translate(CONTROLS).translate(SPACES).translate(ZERO_WIDTH).split())
    return tidy if len(tidy) <= most else tidy[: most - 1] + "…"


def folded(heading: str) -> str:
    """A heading without case, spaces, underscores, stops, hyphens or invisible marks: two that fold alike are one."""
    marks = unicodedata.normalize("NFKC", heading).translate(CONTROLS).translate(ZERO_WIDTH).translate(JOINERS)
    return re.sub(r"[\s_\-.:*'\"‘’“”]+", "", marks).casefold()


def nearest(code: str, known: Iterable[str]) -> str | None:
    """The known code most like this one, or None; a letter O for a nought or an I for a one is nearest of all."""
    known = list(known)
    alike = code.upper().translate(_LOOKALIKE).replace(" ", "")
    for candidate in known:
        if candidate.translate(_LOOKALIKE) == alike:
            return candidate
    near = get_close_matches(code.upper(), known, n=1, cutoff=0.75)
    return near[0] if near else None


def listed(words: Iterable[str], last: str = "and") -> str:
    """One, two and three."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def shortened(words: list[str], most: int) -> str:
    """The first of them listed, and how many more there are: one, two and 3 more."""
    return listed([*words[:most], *([f"{len(words) - most:,} more"] if len(words) > most else [])])


def lowered(words: str) -> str:
    """A column's words inside a sentence: "Valid from" becomes "valid from", "KPI code" stays."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words

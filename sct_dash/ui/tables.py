"""Tables that are read: HTML with a caption and scopes, everything escaped, and the status drawn by one function."""

import re
from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from sct_dash.core.sentences import STATUS_WORDS

SHAPES = {"green": "●", "amber": "◆", "red": "▲", "late": "◷", "no_data": "–", "not_due": "○", "neutral": "□"}
NUMERIC = "n"


def mark(status: str, relieved: bool = False) -> str:
    """A status as HTML: its shape, its word, its colour; a relieved one says so beside the status it would have."""
    tone = status if status in ("green", "amber", "red") else "quiet"
    drawn = f'<span class="mark {tone}"><span aria-hidden="true">{SHAPES[status]}</span> {STATUS_WORDS[status]}</span>'
    if not relieved:
        return drawn
    return f'<span class="mark"><span class="hatch" aria-hidden="true"></span> Relieved</span> (would be {drawn})'


def text(value: object) -> str:
    """Any text made safe to stand in HTML; nothing for null."""
    return "" if value is None else escape(str(value))


def plain(words: str) -> str:
    """Text for a Streamlit title or heading, which read Markdown: every mark of it is escaped, and nothing else."""
    return re.sub(r"([!-$&-+\--/:-@\[-`{-~])", r"\\\1", words)


def link(href: str, words: str, whole_row: bool = False) -> str:
    """A link as HTML; with `whole_row` the row it stands in can be clicked anywhere."""
    kind = ' class="row"' if whole_row else ""
    return f'<a{kind} href="{escape(href)}" target="_self">{escape(words)}</a>'


def table(
    caption: str,
    columns: Mapping[str, str],
    rows: Sequence[Sequence[str]],
    header_column: int = 0,
    note: str = "",
    beneath: Sequence[str] = (),
) -> None:
    """Show a table. `columns` maps each heading to "" or "n" (numbers, right-aligned); `rows` are cells of ready HTML.

    The cell of `header_column` is the row's header. An empty table says so in words. `beneath` has, for each row, HTML
    that stands under it over the whole width.
    """
    st.html(drawn(caption, columns, rows, header_column, note, beneath))


def drawn(
    caption: str,
    columns: Mapping[str, str],
    rows: Sequence[Sequence[str]],
    header_column: int = 0,
    note: str = "",
    beneath: Sequence[str] = (),
) -> str:
    """The table as HTML, or a sentence when it has no rows."""
    if not rows:
        says = escape(note or "Nothing to show.")
        return f'<div class="sct"><p><strong>{escape(caption)}</strong></p><p>{says}</p></div>'
    heads = "".join(f'<th scope="col" class="{kind}">{escape(name)}</th>' for name, kind in columns.items())
    kinds = list(columns.values())
    width = len(kinds)
    told = [f'<tr class="under"><td colspan="{width}"><div>{words}</div></td></tr>' for words in beneath]
    body = "".join(
        f"<tr{' class=over' if after else ''}>"
        + "".join(_cell(cell, kinds[i], i == header_column) for i, cell in enumerate(row))
        + f"</tr>{after}"
        for row, after in zip(rows, told or [""] * len(rows), strict=True)
    )
    return (
        f'<div class="sct"><div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div></div>"
    )


def _cell(cell: str, kind: str, header: bool) -> str:
    return f'<th scope="row" class="{kind}">{cell}</th>' if header else f'<td class="{kind}">{cell}</td>'


def block(html: str) -> None:
    """Show ready HTML inside the page's own style."""
    st.html(f'<div class="sct">{html}</div>')

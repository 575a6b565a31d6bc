"""The frame of the report: one HTML page that needs nothing from anywhere, with charts, tables and tiles."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell: TypeAlias = "str | tuple[str, str]"

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The page's own style and nothing else: whatever got into it could load nothing and run nothing."""

STYLE = """\
:root{color-scheme:light}
body{margin:0 auto;max-width:190mm;padding:8mm;background:#fff;color:#0d1726;\
font:15px/1.45 Inter,"PT Sans","Segoe UI",Roboto,"DejaVu Sans",sans-serif}
h1{font-size:26px;line-height:1.2;margin:0 0 4px}h2{font-size:19px;margin:0 0 6px}
p{margin:0 0 8px}section+p{margin-top:26px}.quiet{color:#3f4957}
section{margin:26px 0 0;break-inside:avoid}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:10px;margin:18px 0 0;padding:0;list-style:none}
.tiles li{border:1px solid #c5ccd6;border-radius:8px;padding:10px 12px}
.tiles b{display:block;font-size:26px;line-height:1.2;font-variant-numeric:tabular-nums}
svg{display:block;width:100%;height:auto;margin:6px 0}
svg text{font-size:13px;fill:#0d1726;font-variant-numeric:tabular-nums}svg .value{font-weight:600}
.bar{fill:#1d4f91}.more{fill:#7fa3d1}.axis{stroke:#3f4957;stroke-width:1}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:3px 8px;border-bottom:1px solid #dfe4ea;text-align:right;vertical-align:top}
th:first-child,td:first-child{text-align:left}thead th{border-bottom:1px solid #3f4957}
td small{display:block;color:#3f4957}
summary{color:#3f4957;cursor:pointer}
.empty{border:2px solid #3f4957;border-radius:8px;padding:18px 20px;margin:22px 0 0;font-size:19px}
@page{size:A4;margin:14mm}
@media print{body{max-width:none;padding:0;font-size:10.5pt}details{display:none}}
@media print{.bar,.more{print-color-adjust:exact}}
@media (max-width:600px){.tiles{grid-template-columns:repeat(2,1fr)}}
"""


def page(language: str, title: str, parts: Iterable[str]) -> str:
    """The whole page around `parts`, which are HTML."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(part for part in parts if part)
        + "\n</body>\n</html>\n"
    )


def section(title: str, *parts: str) -> str:
    """A part of the page under a heading."""
    return f"<section>\n<h2>{escape(title)}</h2>\n" + "\n".join(part for part in parts if part) + "\n</section>"


def paragraph(text: str, look: str = "") -> str:
    """A sentence or more."""
    return f'<p class="{look}">{escape(text)}</p>' if look else f"<p>{escape(text)}</p>"


def tiles(figures: Iterable[tuple[str, str]]) -> str:
    """What matters most, as (figure, what it is)."""
    cells = "".join(f"<li><b>{escape(figure)}</b>{escape(name)}</li>" for figure, name in figures)
    return f'<ul class="tiles">{cells}</ul>'


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table whose first column names the row. The second of a pair is written small below the first."""
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{columns}</tr></thead><tbody>{lines}</tbody></table>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"<td>{escape(cell)}</td>"
    text, small = cell
    return f"<td>{escape(text)}<small>{escape(small)}</small></td>"


def folded(summary: str, content: str) -> str:
    """HTML behind a line that opens it."""
    return f"<details><summary>{escape(summary)}</summary>{content}</details>"

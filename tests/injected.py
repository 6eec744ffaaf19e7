"""A trust whose every name and text would come alive if it were not shown as it is.

The fictitious trust's own files, with what somebody may write in them exchanged for hostile text,
loaded through the real pipeline. Each text holds a word that stands nowhere else (`mark`), so that
a test can find where it is shown and see whether it is whole.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from data_loaders.pipeline import accept, check
from settings import settings
from warehouse.publish import publish
from warehouse.register import add_person, open_register, remember_meaning

SAMPLE_DATA = Path(__file__).parent.parent / "sample_data"
# Enough of them that every screen has something to show; the others bring no further texts.
FILES = ("01", "02", "03", "07", "11", "13", "15", "16", "17", "18", "19", "20")
OUTSIDE = "evil.example"  # where nothing may be asked for
PERSON = "improvement-team"

# What comes alive somewhere: markup, Markdown, what Streamlit adds to it, maths, formulas,
# templates, Plotly's small HTML, SQL, paths. "{}" is the word by which the text is found again.
_TEXTS = (
    "<script>window.ran=1</script>{}",
    '<img src="http://evil.example/i.png" onerror="window.ran=1">{}',
    "**bold** [{}](http://evil.example/a)",
    "![{}](http://evil.example/p.png)",
    "# {} heading",
    ":material/home: :red[{}] :smile: :blue-badge[new]",
    "$\\frac{{1}}{{2}}$ {} $x^2$ and $$y$$",
    '=HYPERLINK("http://evil.example","{}")',
    "+cmd|{}!A1",
    "@SUM(1+1)*{}",
    "-2+3+{} -> <- -- >= ~= (c)",
    "{{{{7*7}}}} %{{x}} ${{x}} {{0}} %s {}",
    "<b>{}</b><a href='http://evil.example/b'>here</a><br>",
    '\'; DROP TABLE value; -- {} "quoted"',
    "../../{}",
    "&lt;b&gt;{}&amp; &#60;i&#62;",
    "~~{}~~ `code` _slant_ ***",
    "- {} | a | b | 1. one > said",
    "http://evil.example/{} www.evil.example <http://evil.example>",
    "[x]: http://evil.example/{} [x]",
    "[{}](javascript:window.ran=1)",
    "😀 naïve {} 漢字 العربية",
    "{}" + "W" * 300,
    "\\[{}\\] \\(x\\) \\\\ [^1] ==mark== H~2~O",
    "<svg onload=window.ran=1>{}</svg><!-- -->",
    ":small[{}] :gray[x] :streamlit: :rainbow[y] :color[z]{{foreground=red}}",
)


def hostile(number: int) -> str:
    """The text of this number; they repeat, each with its own mark."""
    return _TEXTS[number % len(_TEXTS)].format(mark(number))


def torn(said: str, given: Exchange) -> list[str]:
    """Where a hostile text stands in what is said and is not whole; its beginning with "…" may.

    White space and word joiners, which have no width, do not count.
    """
    said = _close(said)
    whole = {_MARK.search(text)[0]: _close(text) for text in given.all}  # type: ignore[index]
    found = []
    for here in _MARK.finditer(said):
        text = whole[here[0]]
        begins = here.start() - text.index(here[0])
        shown = said[max(begins, 0) : here.end() + len(text)]
        if begins < 0 or not (shown.startswith(text) or text.startswith(shown.partition("…")[0])):
            found.append(f"{text} became {said[max(begins, 0) : begins + len(text) + 20]}")
    return found


def marks_in(said: str) -> set[str]:
    """The marks of the hostile texts that stand in what is said."""
    return set(_MARK.findall(said))


_MARK = re.compile("zq[0-9]{4}q")


def _close(text: str) -> str:
    return re.sub(r"[\s\u2060]+", "", text)


def mark(number: int) -> str:
    """The word by which a text is found again."""
    return f"zq{number:04d}q"


class Exchange:
    """Which hostile text stands for which of the trust's own; the same one everywhere."""

    def __init__(self) -> None:
        self.given: dict[str, str] = {}

    def of(self, own: str) -> str:
        if own not in self.given:
            self.given[own] = hostile(len(self.given))
        return self.given[own]

    @property
    def all(self) -> list[str]:
        return list(self.given.values())


def fill(folder: Path) -> Exchange:
    """Load every file of the fictitious trust with hostile texts in it, and publish them."""
    exchange = Exchange()
    register = open_register(folder)
    with (SAMPLE_DATA / "names.csv").open(encoding="utf-8", newline="") as names:
        for row in csv.DictReader(names):
            meaning = row["meaning"]
            if row["kind"] == "directorate":
                meaning = exchange.of(meaning)
            elif row["kind"] == "course":
                meaning = _course(meaning, exchange)
            remember_meaning(register, row["kind"], row["written"], meaning, "Jo Marsh")
    known = exchange.of("Care of Older People")
    add_person(register, PERSON, exchange.of("Jo Marsh"), "improvement team", ())
    add_person(register, "lead", exchange.of("A lead"), "directorate lead", (known,))
    for file in sorted((SAMPLE_DATA / "files").iterdir()):
        if not file.name.startswith(FILES):
            continue
        content = _rewritten(file, exchange)
        name = f"{exchange.of(file.stem)}{file.suffix}"
        checked = check(content, name, folder, register)
        assert checked.rows_ready, (file.name, [one.message for one in checked.problems][:3])
        accept(checked, folder, register, exchange.of("Jo Marsh"), hold_bad_rows=True)
    publish(folder, register, settings(), exchange.of("Jo Marsh"), "hostile texts")
    register.dispose()
    return exchange


def _rewritten(file: Path, exchange: Exchange) -> bytes:
    """The file with hostile texts in the columns that take any text, and in place of names."""
    if file.suffix == ".csv":
        encoding = "cp1252" if file.name.startswith("03") else "utf-8-sig"
        with file.open(encoding=encoding, newline="") as lines:
            rows = list(csv.reader(lines))
        written = io.StringIO(newline="")
        csv.writer(written).writerows(_exchanged(rows, exchange))
        return written.getvalue().encode()
    book = load_workbook(file)
    for sheet in book.worksheets:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for row, new in zip(sheet.iter_rows(), _exchanged(rows, exchange), strict=True):
            for cell, value in zip(row, new, strict=True):
                if value != cell.value:
                    cell.value = value
                    cell.data_type = "s"  # a text, though it begins as a formula
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _exchanged(rows: list[list[Any]], exchange: Exchange) -> list[list[Any]]:
    """The cells of a sheet, exchanged by what they say or by the heading above them."""
    changes: dict[int, Callable[[str, Exchange], str]] = {}
    new = []
    for row in rows:
        if found := {place: _UNDER[cell] for place, cell in enumerate(row) if cell in _UNDER}:
            changes = found
            new.append(row)
            continue
        new.append([
            cell if not isinstance(cell, str) or cell == ""
            else changes[place](cell, exchange) if place in changes
            else _name(cell, exchange)
            for place, cell in enumerate(row)
        ])  # fmt: skip
    return new


_DIRECTORATES = (
    "Acute Medicine", "Care of Older People", "Emergency", "Anaesthetics and Critical Care",
    "Cancer Services", "General Surgery", "Theatres", "Theatres and Critical Care",
    "Children and Young People", "Imaging", "Maternity", "Pathology", "Corporate Services",
    "Estates and Facilities", "Research and Innovation", "Therapies and Pharmacy",
)  # fmt: skip
_DIVISIONS = (
    "Medicine and Emergency", "Surgery and Cancer", "Families and Diagnostics",
    "Corporate and Support",
)  # fmt: skip
_OWN = {re.sub(r"\W+", " ", name.casefold()): name for name in (*_DIRECTORATES, *_DIVISIONS)}


def _name(cell: str, exchange: Exchange) -> str:
    own = _OWN.get(re.sub(r"\W+", " ", cell.casefold().strip()))
    return exchange.of(own) if own else cell


def _course(cell: str, exchange: Exchange) -> str:
    """The level of a course is read from its name, so the name stays in it."""
    own = " ".join(cell.split())
    return f"{own} {exchange.of(own)}"


def _text(cell: str, exchange: Exchange) -> str:
    return exchange.of(cell)


_UNDER: dict[object, Callable[[str, Exchange], str]] = {
    "Title": _text,
    "Event": _text,
    "True north": _text,
    "What it means": _text,
    "Owner": _text,
    "Agreed by (role)": _text,
    "In short": _text,
    "course": _course,
    "Course / Module": _course,
}

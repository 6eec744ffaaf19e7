"""A page opened for a person, in Streamlit's own test runner, for tests of pages."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

HOUSE = Path(__file__).resolve().parent.parent
SECONDS = 60


def opened(page: str, person: str, **address: str) -> AppTest:
    """The page as this person sees it, drawn without an error; CULTURE_DATA says which data."""
    app = AppTest.from_file(str(HOUSE / "pages" / "frame.py"), default_timeout=SECONDS)
    app.query_params["person"] = person
    for parameter, value in address.items():
        app.query_params[parameter] = value
    app._page_hash = calc_hash(page)  # AppTest can only name pages that are files
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """All that is written on the page in markdown, and its tables' cells, as a reader reads them."""
    written = [element.value for element in app.markdown]
    for table in app.table:
        written += [str(cell) for row in table.value.to_numpy() for cell in row]
    return "\n".join(written).replace("\\", "").replace("\u2060", "")  # a joiner has no width

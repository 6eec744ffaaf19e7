"""Which tables has the register, and what is one row of each?"""

from __future__ import annotations

from typing import Literal

from sqlalchemy import JSON, Column, Float, Integer, LargeBinary, MetaData, String, Table

# Whoever adds a table only declares it; whoever changes one also adds a step in register_steps.py.
TABLES = MetaData()

# 'waiting': kept, and not published yet. 'not published': nor will it be. 'missing': it counted, and
# its rows are lost.
State = Literal["waiting", "counts", "taken back", "not published", "missing"]

# One row per accepted upload. kept_sha256 is the checksum of the file that keeps its rows.
UPLOAD = Table(
    "upload",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("upload_id", String, nullable=False, unique=True),
    Column("dataset", String, nullable=False),
    Column("layout", String, nullable=False),
    Column("file_name", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("sheet", String),
    Column("heading_row", Integer),
    Column("rows", Integer, nullable=False),
    Column("rows_held", Integer, nullable=False),
    Column("uploaded_by", String, nullable=False),
    Column("uploaded_at", String, nullable=False),
    Column("state", String, nullable=False),
    Column("kept_sha256", String),
    Column("cells_corrected", Integer, nullable=False, server_default="0"),
)

# One row per published snapshot.
PUBLICATION = Table(
    "publication",
    TABLES,
    Column("sequence", Integer, primary_key=True),
    Column("version", String, nullable=False),
    Column("published_by", String, nullable=False),
    Column("published_at", String, nullable=False),
    Column("what", String, nullable=False),
    Column("seconds", String, nullable=False),
)

# One row per name as somebody wrote it. kind: 'directorate', 'staff_group', 'course'; for a word of
# a closed list its dataset and column, 'project_register.status'. It means that from valid_from to
# valid_to, both days included; valid_from is '' where it has no beginning.
ALIAS = Table(
    "alias",
    TABLES,
    Column("kind", String, primary_key=True),
    Column("written", String, primary_key=True),
    Column("valid_from", String, primary_key=True),
    Column("valid_to", String),
    Column("meaning", String, nullable=False),
    Column("said_by", String, nullable=False),
    Column("said_on", String, nullable=False),
)

# One row per set of headings that somebody explained; `said` is data_loaders.own_layouts' record.
OWN_LAYOUT = Table(
    "own_layout",
    TABLES,
    Column("headings", String, primary_key=True),
    Column("said", JSON, nullable=False),
    Column("said_by", String, nullable=False),
    Column("said_at", String, nullable=False),
)

# One row per upload and answer that it was read with. name is the spelling as names are compared.
ANSWER_USED = Table(
    "answer_used",
    TABLES,
    Column("upload_id", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("rows", Integer, nullable=False),
)

# One row per person who was ever given access. person_id is the address they sign in with, in lower
# case; in the demonstration a word.
PERSON = Table(
    "person",
    TABLES,
    Column("person_id", String, primary_key=True),
    Column("name", String, nullable=False),
)

# One row per role given to a person; directorates by name, '; ' between them, for leads. It holds
# from valid_from to valid_to, both days included, '' without end. Never deleted: whoever changes an
# access ends it and gives another.
ACCESS_GIVEN = Table(
    "access_given",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("person_id", String, nullable=False),
    Column("role", String, nullable=False),
    Column("directorates", String, nullable=False),
    Column("valid_from", String, nullable=False),
    Column("valid_to", String, nullable=False),
    Column("given_by", String, nullable=False),
    Column("given_at", String, nullable=False),
    Column("ended_by", String),
    Column("ended_at", String),
)

# One row per time somebody told us that there was nothing: for a dataset (an id of
# metrics.expected), a month and a directorate ('' the trust as a whole). Never deleted.
NIL_RETURN = Table(
    "nil_return",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("dataset", String, nullable=False),
    Column("month", String, nullable=False),
    Column("directorate", String, nullable=False),
    Column("said_by", String, nullable=False),
    Column("said_at", String, nullable=False),
    Column("taken_back_by", String),
    Column("taken_back_at", String),
)

# One row per choice of the improvement team that a control chart's limits begin anew with a month, and
# one per target from a month on; directorate '' the trust as a whole. said_by and ended_by are
# people's ids. Never deleted, only ended.
NEW_LIMITS = Table(
    "new_limits",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("indicator", String, nullable=False),
    Column("directorate", String, nullable=False),
    Column("month", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("said_by", String, nullable=False),
    Column("said_at", String, nullable=False),
    Column("ended_by", String),
    Column("ended_at", String),
)
CHART_TARGET = Table(
    "chart_target",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("indicator", String, nullable=False),
    Column("directorate", String, nullable=False),
    Column("month", String, nullable=False),
    Column("value", Float, nullable=False),
    Column("said_by", String, nullable=False),
    Column("said_at", String, nullable=False),
    Column("ended_by", String),
    Column("ended_at", String),
)

# One row per thing somebody did. previous_hash is the hash of the row before, so the rows are a
# chain (warehouse/audit_trail.py). Never changed, never deleted.
AUDIT_ENTRY = Table(
    "audit_entry",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("about", String, nullable=False),
    Column("previous_hash", String, nullable=False),
    Column("hash", String, nullable=False),
)

# One row per person who has signed in: the account they are held to, when its newest sign-in was
# made and up to when sign-ins have been signed out, in seconds since 1970.
SIGN_IN = Table(
    "sign_in",
    TABLES,
    Column("person_id", String, primary_key=True),
    Column("issuer", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("newest", Integer, nullable=False),
    Column("over_until", Integer, nullable=False),
)

# One row per survey wave and time that it was first shown in this form: what was given, what was
# shown of it and which cells were withheld, as Parquet (warehouse/wave_releases.py). Not safe to
# show. Whatever is published later is audited together with all of them; never deleted.
WAVE_RELEASE = Table(
    "wave_release",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("sequence", Integer, nullable=False),
    Column("period", String, nullable=False),
    Column("decided_on", String, nullable=False),
    Column("given", LargeBinary, nullable=False),
    Column("lines", LargeBinary, nullable=False),
    Column("cells", LargeBinary, nullable=False),
)

"""The outlines of the office: fields and sections in one JSON text a row."""

import json

from sqlalchemy import select
from sqlalchemy.engine import Connection

from data.store.tables import OUTLINE
from data.types.notes import Section
from data.types.outlines import Outline

_READ = (
    select(OUTLINE.c.name, OUTLINE.c.body).where(OUTLINE.c.archived.is_(False)).order_by(OUTLINE.c.position)
)


def outlines(connection: Connection) -> tuple[Outline, ...]:
    """Every outline that can be chosen now, in the order of the office."""
    return tuple(read_body(row.name, row.body) for row in connection.execute(_READ))


def body_of(outline: Outline) -> str:
    """As it is kept; the name has a column of its own."""
    values = outline._asdict()
    del values["name"]
    return json.dumps(values | {"sections": [list(part) for part in outline.sections]}, ensure_ascii=False)


def read_body(name: str, body: str) -> Outline:
    """The outline that was kept; a value that is missing is empty."""
    values = json.loads(body)
    return Outline(
        name,
        values.get("related_to", ""),
        tuple(values.get("case_types", ())),
        values.get("outcome", ""),
        values.get("follow_up", ""),
        values.get("to_do", ""),
        tuple(Section(title, text) for title, text in values.get("sections", ())),
    )

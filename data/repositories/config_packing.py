"""Lists whose entries are in the store otherwise than a key a column: from the file's words to columns and back."""

import json
from datetime import date

from data.repositories.config_shapes import Values
from data.repositories.outlines import body_of, read_body
from data.rules.working_time import read_closed
from data.types.notes import Section
from data.types.outlines import Outline


def pack_outline(values: Values) -> Values:
    """Fields and sections as one text."""
    sections = tuple(Section(title, text.strip()) for title, text in values.get("sections", {}).items())
    fields = {key: values.get(key, "") for key in ("name", "related_to", "outcome", "follow_up", "to_do")}
    outline = Outline(**fields, case_types=tuple(values.get("case_types", ())), sections=sections)
    return {"body": body_of(outline)}


def unpack_outline(columns: Values) -> Values:
    """What an outline fills; what is empty is left out."""
    values = read_body("", columns["body"])._asdict()
    del values["name"]
    values["case_types"] = list(values["case_types"])
    values["sections"] = dict(values["sections"])
    return {key: value for key, value in values.items() if value}


def pack_calendar(values: Values) -> Values:
    """Closed days, a line each."""
    closed = sorted(values.get("closed", ()), key=lambda one: str(one["day"]))
    return {
        "hours": values["hours"],
        "closed": "\n".join(f"{one['day']:%Y-%m-%d} {one['name']}" for one in closed),
    }


def unpack_calendar(columns: Values) -> Values:
    """Hours and closed days."""
    closed = [{"day": day, "name": why} for day, why in read_closed(columns["closed"]).items()]
    return {"hours": columns["hours"], **({"closed": closed} if closed else {})}


RULE_KEYS = (
    "jurisdiction",
    "label",
    "length",
    "unit",
    "runs_from",
    "first_day_counted",
    "source",
    "act",
    "warning",
)
"""Keys of a limit set by law that are columns as they stand."""


def pack_rule(values: Values) -> Values:
    """A limit set by law as its columns."""
    verified = values.get("verified_on")
    return {
        **{key: values.get(key, RULE_SAYS.get(key)) for key in RULE_KEYS},
        "roll_forward": values["roll_forward_non_business"],
        "verified_on": date.fromisoformat(verified) if verified else None,
        "instead_of": " ".join(values.get("instead_of", ())),
    }


def unpack_rule(columns: Values) -> Values:
    """A limit as the file says it."""
    said = {key: columns[key] for key in RULE_KEYS if columns[key] != RULE_SAYS.get(key)}
    said["roll_forward_non_business"] = columns["roll_forward"]
    said["verified_on"] = columns["verified_on"].isoformat() if columns["verified_on"] else ""
    instead = columns["instead_of"].split()
    return {**said, **({"instead_of": instead} if instead else {})}


def pack_retype(values: Values) -> Values:
    """What becomes of values, as JSON texts."""
    return {key: json.dumps(values.get(key) or {}, ensure_ascii=False) for key in RETYPED}


def unpack_retype(columns: Values) -> Values:
    """What becomes of values; what says nothing is left out."""
    said = {key: json.loads(columns[key]) for key in RETYPED}
    return {key: value for key, value in said.items() if value}


RETYPED = ("status", "tags", "priority")
"""What a change of type maps."""
RULE_SAYS = {"act": "lodge by", "warning": ""}
"""What a limit says that does not say it."""

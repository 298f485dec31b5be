"""What a list of the configuration is: how it is written in the file, its key, its columns, what uses it."""

from collections.abc import Callable
from enum import Enum, StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Column
from sqlmodel import SQLModel

Values = dict[str, Any]


class Shape(StrEnum):
    """How a list is written in the file."""

    NAMES = "names"
    """`teams = ["MSD", …]`; an entry may be `{name = …, was = …}`."""
    TABLES = "tables"
    """`[[case_type]]`"""
    KEYED = "keyed"
    """`[note_template.bimaa]`, or `[priorities]` with a text for each key."""


class Needed(Enum):
    """Stands where a key has no default."""

    NEEDED = "needed"


NEEDED = Needed.NEEDED
BETWEEN = "/"
"""Between the parts of a natural key; only the last part may hold it itself."""


class UseOf(NamedTuple):
    """A column of records that names entries."""

    column: Column[Any]
    said: str
    by_id: bool = False
    """The column holds the id of the entry, not its natural key."""


class Inner(NamedTuple):
    """What the lines of a field name in records: the sub-statuses of a status."""

    column: Column[Any]
    of: Column[Any]
    """Holds the natural key of the entry whose line it is."""
    said: str


class Field(NamedTuple):
    """A key of an entry, and its column."""

    key: str
    default: Any = NEEDED
    column: str = ""
    """Where it is called otherwise than the key."""
    lines: bool = False
    """A list in the file, a line each in the store."""
    inner: Inner | None = None

    @property
    def name(self) -> str:
        """The column."""
        return self.column or self.key

    def kept(self, value: Any) -> Any:
        """As the store keeps it."""
        return "\n".join(value) if self.lines and value is not None else value

    def said(self, kept: Any) -> Any:
        """As the file says it."""
        return kept.splitlines() if self.lines and kept is not None else kept


class ListOf(NamedTuple):
    """One list."""

    path: str
    """Its key in the file."""
    said: str
    """What people call it."""
    row: type[SQLModel]
    shape: Shape = Shape.NAMES
    key: str = "name"
    """The natural key: a column, and in `[[…]]` a key of the file."""
    made_of: tuple[Field, ...] = ()
    """Where the natural key is more than one key of the file: it is said as `LEG/Referral form filled in`.

    Behind what is needed may stand one that has a default, and of several such an entry gives one at most: the key is
    then `sum`, `sum/team Legal` or `sum/office Ballarat`.
    """
    fields: tuple[Field, ...] = ()
    """Beside the natural key; a KEYED list of texts has one."""
    uses: tuple[UseOf, ...] = ()
    pack: Callable[[Values], Values] | None = None
    """From the file's values to columns, where that is more than a key a column."""
    unpack: Callable[[Values], Values] | None = None

    @property
    def named_by(self) -> tuple[Field, ...]:
        """What the natural key is made of."""
        return self.made_of or (Field(self.key),)

    def key_in_file(self, values: Values) -> str:
        """The natural key of an entry of the file; KeyError where a part of it is missing."""
        return self._joined(
            {
                field.key: values[field.key] if field.default is NEEDED else _given(field, values)
                for field in self.named_by
            }
        )

    def key_before(self, values: Values) -> str:
        """The natural key that an entry of the file had before, by its `was`."""
        return self.key_in_file({**values, self.named_by[-1].key: values["was"]})

    def key_in_store(self, columns: Any) -> str:
        """The natural key of a row."""
        return self._joined({field.key: columns[field.name] for field in self.named_by})

    def key_columns(self, key: str) -> Values:
        """A natural key as columns."""
        values = self.key_values(key)
        return {field.name: _given(field, values) for field in self.named_by}

    def key_values(self, key: str) -> Values:
        """A natural key as the file says it; what is as it is without being said is left out."""
        needed = [field.key for field in self.named_by if field.default is NEEDED]
        more = len(needed) < len(self.named_by)
        parts = key.split(BETWEEN, len(needed) - (not more))
        values: Values = dict(zip(needed, parts, strict=False))
        if len(parts) > len(needed):
            said, _, value = parts[-1].partition(" ")
            values[said] = value
        return values

    def _joined(self, values: Values) -> str:
        needed = (str(values[field.key]) for field in self.named_by if field.default is NEEDED)
        more = (
            f"{field.key} {values[field.key]}"
            for field in self.named_by
            if field.default is not NEEDED and values[field.key] != field.default
        )
        return BETWEEN.join((*needed, *more))

    @property
    def texts(self) -> bool:
        """A KEYED list whose entries are texts."""
        return self.shape is Shape.KEYED and len(self.fields) == 1

    def columns(self, values: Values) -> Values:
        """An entry's values as columns, without the natural key."""
        if self.pack is not None:
            return self.pack(values)
        return {field.name: field.kept(_given(field, values)) for field in self.fields}

    def values(self, columns: Values) -> Values:
        """Columns as the file says them; what is as it is without being said is left out."""
        if self.unpack is not None:
            return self.unpack(columns)
        said = {field.key: (field.said(columns[field.name]), field.default) for field in self.fields}
        return {key: value for key, (value, default) in said.items() if value not in (default, None)}


def _given(field: Field, values: Values) -> Any:
    value = values.get(field.key)
    return field.default if value is None else value

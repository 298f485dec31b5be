"""What members are found by: derived from their names and workplaces, kept in the same transaction."""

from uuid import UUID

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from data.model.columns import SOUGHT


class MemberName(SQLModel, table=True):
    """Every ordered pair of a member's folded name tokens, so that either order is one seek (search stage 2).

    A token alone stands as (token, "").
    """

    __tablename__ = "member_name"

    a: str = Field(primary_key=True, sa_type=SOUGHT)
    b: str = Field(primary_key=True, sa_type=SOUGHT)
    member_id: UUID = Field(primary_key=True, foreign_key="member.id", index=True)


class NameTerm(SQLModel, table=True):
    """The vocabulary: every word of a name once (search stage 3)."""

    __tablename__ = "name_term"

    term: str = Field(primary_key=True, sa_type=SOUGHT)
    df: int
    """How many members have it, as last counted: never within a member's own transaction, where it would be hot."""


class TermKey(SQLModel, table=True):
    """What a misspelt word has in common with the right one: see `data.search.spelling`."""

    __tablename__ = "term_key"

    key: str = Field(primary_key=True, sa_type=SOUGHT)
    term: str = Field(primary_key=True, sa_type=SOUGHT, index=True)


class WorkplaceWord(SQLModel, table=True):
    """The words of an employer or worksite."""

    __tablename__ = "workplace_word"

    word: str = Field(primary_key=True, sa_type=SOUGHT)
    workplace: int = Field(primary_key=True, sa_type=BigInteger, index=True)
    """A number made of the folded name, so that nobody has to hand numbers out."""


class MemberWorkplace(SQLModel, table=True):
    """Who works where, by each word of the name: "smith bayview" is one seek for each workplace meant."""

    __tablename__ = "member_workplace"

    workplace: int = Field(primary_key=True, sa_type=BigInteger)
    word: str = Field(primary_key=True, sa_type=SOUGHT)
    member_id: UUID = Field(primary_key=True, foreign_key="member.id", index=True)

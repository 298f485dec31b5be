"""Members: the card, and who stands behind an id or a number."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Connection, Row

from data.repositories.visible import VISIBLE, looking
from data.rules.standing import standing
from data.store.tables import (
    ADDRESS,
    CASE,
    EMAIL,
    JOB,
    MEMBER,
    MEMBER_ASKED,
    MEMBER_LOCAL,
    MEMBER_TAG,
    PHONE,
    TAG,
)
from data.types.errors import NotFound
from data.types.members import Address, ContactKind, Email, Job, MemberCard, Phone, Standing
from data.types.staff import Officer

_MEMBER = select(MEMBER).where(MEMBER.c.id == bindparam("member_id"))
_KNOWN = select(MEMBER.c.id).where(MEMBER.c.id == bindparam("member_id"))
_MEMBER_ID = select(MEMBER.c.id).where(MEMBER.c.number == bindparam("number"))
_PHONES = (
    select(PHONE)
    .where(PHONE.c.member_id == bindparam("member_id"))
    .order_by(PHONE.c.is_primary.desc(), PHONE.c.id)
)
_EMAILS = (
    select(EMAIL)
    .where(EMAIL.c.member_id == bindparam("member_id"))
    .order_by(EMAIL.c.is_primary.desc(), EMAIL.c.id)
)
_ADDRESSES = select(ADDRESS).where(ADDRESS.c.member_id == bindparam("member_id")).order_by(ADDRESS.c.id)
_JOBS = (
    select(JOB)
    .where(JOB.c.member_id == bindparam("member_id"))
    .order_by(JOB.c.is_primary.desc(), JOB.c.end_on.is_not(None), JOB.c.start_on.desc(), JOB.c.id)
)
_JOB = select(JOB).where(JOB.c.id == bindparam("job_id"))
_TAGS = (
    select(TAG.c.name)
    .join_from(MEMBER_TAG, TAG, TAG.c.id == MEMBER_TAG.c.tag_id)
    .where(MEMBER_TAG.c.member_id == bindparam("member_id"))
    .order_by(TAG.c.position, TAG.c.name)
)
_LOCAL = (
    select(MEMBER_LOCAL.c.field)
    .where(MEMBER_LOCAL.c.member_id == bindparam("member_id"), MEMBER_LOCAL.c.field.in_(MEMBER.c.keys()))
    .order_by(MEMBER_LOCAL.c.field)
)
_ASKED = (
    select(MEMBER_ASKED.c.field, MEMBER_ASKED.c.theirs)
    .where(MEMBER_ASKED.c.member_id == bindparam("member_id"))
    .order_by(MEMBER_ASKED.c.field)
)
_OPEN_CASES = (
    select(func.count())
    .select_from(CASE)
    .where(CASE.c.member_id == bindparam("member_id"), CASE.c.is_open.is_(True), VISIBLE)
)


def job_of(row: Row[Any]) -> Job:
    """A job from its row."""
    return Job(
        id=row.id,
        employer=row.employer,
        worksite=row.worksite,
        department=row.department,
        role_title=row.role_title,
        classification=row.classification,
        pay_point=row.pay_point,
        award_agreement=row.award_agreement,
        employment_type=row.employment_type,
        start_on=row.start_on,
        end_on=row.end_on,
        hours_fte=row.hours_fte,
        state=row.state,
        is_delegate=row.is_delegate,
        primary=row.is_primary,
        local=row.is_local,
    )


class Caller(NamedTuple):
    """Who a record is about, in brief."""

    name: str
    number: str
    standing: Standing
    phone: str
    """The primary telephone as it is shown; empty when there is none."""


class Members:
    """The members of a store, as one officer sees them."""

    def __init__(self, connection: Connection, officer: Officer) -> None:
        self._connection = connection
        self._officer = officer

    def exists(self, member_id: UUID) -> bool:
        """Whether there is a member of that id."""
        return self._connection.execute(_KNOWN, {"member_id": member_id}).first() is not None

    def id_of(self, number: str) -> UUID:
        """The id of the member with that membership number; raises NotFound."""
        found: UUID | None = self._connection.execute(_MEMBER_ID, {"number": number}).scalar()
        if found is None:
            raise NotFound("no member has that number")
        return found

    def job(self, job_id: UUID | None) -> Job | None:
        """The job of that id, if there is one."""
        if job_id is None:
            return None
        row = self._connection.execute(_JOB, {"job_id": job_id}).first()
        return job_of(row) if row else None

    def has_job(self, member_id: UUID, job_id: UUID) -> bool:
        """Whether the job is this member's."""
        row = self._connection.execute(_JOB, {"job_id": job_id}).first()
        return row is not None and row.member_id == member_id

    def phones(self, member_id: UUID) -> tuple[Phone, ...]:
        """The telephones, the primary one first."""
        rows = self._connection.execute(_PHONES, {"member_id": member_id})
        return tuple(
            Phone(row.shown, row.e164, row.kind, row.is_primary, row.id, row.is_local) for row in rows
        )

    def addresses(self, member_id: UUID) -> tuple[Address, ...]:
        """The addresses, her own first."""
        rows = self._connection.execute(_ADDRESSES, {"member_id": member_id})
        return tuple(
            Address(at.street, at.suburb, at.state, at.postcode, at.country, at.kind, at.id, at.is_local)
            for at in rows
        )

    def caller(self, member_id: UUID, today: date, arrears_days: int) -> Caller:
        """What a brief says of the member; raises NotFound."""
        row = self._connection.execute(_MEMBER, {"member_id": member_id}).first()
        if row is None:
            raise NotFound("no such member")
        phone = self._connection.execute(_PHONES, {"member_id": member_id}).first()
        return Caller(
            name=row.name,
            number=row.number,
            standing=standing(row.paid_through, today, arrears_days),
            phone=phone.shown if phone else "",
        )

    def current_job(self, member_id: UUID) -> Job | None:
        """The job that stands first on the card."""
        row = self._connection.execute(_JOBS, {"member_id": member_id}).first()
        return job_of(row) if row else None

    def card(self, member_id: UUID, today: date, arrears_days: int) -> MemberCard:
        """Everything the profile shows; raises NotFound."""
        ask, who = self._connection.execute, {"member_id": member_id}
        row = ask(_MEMBER, who).first()
        if row is None:
            raise NotFound("no such member")
        return MemberCard(
            id=row.id,
            number=row.number,
            kind=ContactKind(row.kind),
            name=row.name,
            given=row.given,
            family=row.family,
            informal=row.informal,
            membership_status=row.membership_status,
            standing=standing(row.paid_through, today, arrears_days),
            paid_through=row.paid_through,
            joined_on=row.joined_on,
            born_on=row.born_on,
            do_not_contact=row.do_not_contact,
            phones=self.phones(member_id),
            emails=tuple(
                Email(mail.address, mail.kind, mail.is_primary, mail.id, mail.is_local)
                for mail in ask(_EMAILS, who)
            ),
            addresses=self.addresses(member_id),
            jobs=tuple(job_of(job) for job in ask(_JOBS, who)),
            open_cases=ask(_OPEN_CASES, {**who, **looking(self._officer)}).scalar_one(),
            tags=tuple(ask(_TAGS, who).scalars()),
            local=tuple(ask(_LOCAL, who).scalars()),
            version=row.version,
            member_type=row.member_type,
            category=row.category,
            chapter=row.chapter,
            missing_since=row.missing_since,
            asked=tuple((asked.field, asked.theirs) for asked in ask(_ASKED, who)),
        )

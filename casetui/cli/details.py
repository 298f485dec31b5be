"""`casetui member ID set | phone | email | address | job | tag | history`: what is known of a contact."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

import typer
from uuid_utils.compat import uuid7

from casetui.cli.changes import Find, say_changes
from casetui.cli.grouping import listing
from casetui.cli.members import Json, member_of
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json
from data.desk import asking, details
from data.desk import history as changed
from data.desk.desk import Desk
from data.rules.clean import clean_line
from data.rules.folding import fold
from data.rules.phones import national_digits, unread_phone
from data.types.details import DO_NOT_CONTACT, TABLE_OF, Deed, DetailEdit, Part
from data.types.errors import BadInput, NotFound
from data.types.members import MemberCard

phone = listing("Telephones of a member.")
email = listing("E-mail addresses of a member.")
address = listing("Addresses of a member.")
job = listing("Jobs of a member.")
tag = listing("Tags of a member.")


class Stands(StrEnum):
    """Whose value."""

    OURS = "ours"
    THEIRS = "theirs"


Reason = Annotated[str, typer.Option(help="Why; kept in the history.")]
Kind = Annotated[str, typer.Option(help="home, work, mobile, …")]
Number = Annotated[str, typer.Argument(metavar="PHONE", help="In any way of writing it.")]
Mail = Annotated[str, typer.Argument(metavar="ADDRESS", help="name@example.org")]
Which = Annotated[str, typer.Argument(metavar="JOB", help="Its id, or the beginning of the employer's name.")]
Place = Annotated[str, typer.Argument(metavar="ADDRESS", help="Its id, or the beginning of the street.")]
Word = Annotated[str, typer.Argument(metavar="TAG", help="One of the office's tags.")]


def set_names(
    ctx: typer.Context,
    given_name: Annotated[str | None, typer.Option("--given", help="First name.")] = None,
    family: Annotated[str | None, typer.Option(help="Last name, or the organisation's name.")] = None,
    informal: Annotated[str | None, typer.Option(help="What she is called.")] = None,
    do_not_contact: Annotated[
        bool | None, typer.Option("--do-not-contact/--contact", help="Whether she is not to be contacted.")
    ] = None,
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Change the names, or whether she is to be contacted."""
    given: Given = ctx.obj
    with given.desk() as desk:
        card = member_of(desk, given.record)
        wanted = {"given": given_name, "family": family, "informal": informal}
        values = {name: text for name, text in wanted.items() if text is not None}
        was = {"given": card.given, "family": card.family, "informal": card.informal}
        if do_not_contact is not None:
            values[DO_NOT_CONTACT] = "yes" if do_not_contact else ""
            was[DO_NOT_CONTACT] = "yes" if card.do_not_contact else ""
        if not values:
            raise Misuse("nothing to change; give --given, --family, --informal or --do-not-contact")
        _do(desk, card, Part.MEMBER, Deed.CHANGE, values, was=was, reason=reason, json=json)


@phone.command("add")
def phone_add(
    ctx: typer.Context, number: Number, kind: Kind = "", reason: Reason = "", json: Json = False
) -> None:
    """Add a telephone; the first is the primary one, and what is none is kept as written."""
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        _do(desk, card, Part.PHONE, Deed.ADD, {"shown": number, "kind": kind}, reason=reason, json=json)
        told = unread_phone(number, desk.region)
        if told and not json:
            say(told)


@phone.command("change")
def phone_change(
    ctx: typer.Context,
    number: Number,
    to: Annotated[str, typer.Option(metavar="PHONE", help="The new number.")],
    kind: Kind = "",
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Write another number in its place."""
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        values = {"shown": to, **({"kind": kind} if kind else {})}
        _do(desk, card, Part.PHONE, Deed.CHANGE, values, _phone(desk, card, number), reason=reason, json=json)


@phone.command("remove")
def phone_remove(ctx: typer.Context, number: Number, reason: Reason = "", json: Json = False) -> None:
    """Take a telephone away; the history keeps it."""
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        _do(desk, card, Part.PHONE, Deed.REMOVE, {}, _phone(desk, card, number), reason=reason, json=json)


@phone.command("primary")
def phone_primary(ctx: typer.Context, number: Number, json: Json = False) -> None:
    """Make it the one that is called first."""
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        _do(desk, card, Part.PHONE, Deed.PRIMARY, {}, _phone(desk, card, number), json=json)


@email.command("add")
def email_add(
    ctx: typer.Context, mail: Mail, kind: Kind = "", reason: Reason = "", json: Json = False
) -> None:
    """Add an e-mail address; the first is the primary one."""
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        _do(desk, card, Part.EMAIL, Deed.ADD, {"address": mail, "kind": kind}, reason=reason, json=json)


@email.command("remove")
def email_remove(ctx: typer.Context, mail: Mail, reason: Reason = "", json: Json = False) -> None:
    """Take an e-mail address away; the history keeps it."""
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        _do(desk, card, Part.EMAIL, Deed.REMOVE, {}, _email(card, mail), reason=reason, json=json)


@email.command("primary")
def email_primary(ctx: typer.Context, mail: Mail, json: Json = False) -> None:
    """Make it the one that is written to first."""
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        _do(desk, card, Part.EMAIL, Deed.PRIMARY, {}, _email(card, mail), json=json)


@address.command("add")
def address_add(
    ctx: typer.Context,
    street: Annotated[str, typer.Option(help="Street and number.")] = "",
    suburb: Annotated[str, typer.Option(help="Suburb or town.")] = "",
    state: Annotated[str, typer.Option(help="State or territory.")] = "",
    postcode: Annotated[str, typer.Option(help="Postcode.")] = "",
    country: Annotated[str, typer.Option(help="Country, if another.")] = "",
    kind: Kind = "",
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Add an address."""
    values = {"street": street, "suburb": suburb, "state": state, "postcode": postcode, "country": country}
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        _do(desk, card, Part.ADDRESS, Deed.ADD, {**values, "kind": kind}, reason=reason, json=json)


@address.command("remove")
def address_remove(ctx: typer.Context, place: Place, reason: Reason = "", json: Json = False) -> None:
    """Take an address away; the history keeps it."""
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        row_id = next(
            (at.id for at in card.addresses if str(at.id) == place or fold(at.line).startswith(fold(place))),
            None,
        )
        _do(desk, card, Part.ADDRESS, Deed.REMOVE, {}, _known(row_id, "address"), reason=reason, json=json)


@job.command("add")
def job_add(
    ctx: typer.Context,
    employer: Annotated[str, typer.Option(help="Employer.")],
    worksite: Annotated[str, typer.Option(help="Worksite.")] = "",
    role: Annotated[str, typer.Option(help="Role.")] = "",
    classification: Annotated[str, typer.Option("--level", help="Classification.")] = "",
    basis: Annotated[str, typer.Option(help="Permanent part time, casual, …")] = "",
    state: Annotated[str, typer.Option(help="State or territory.")] = "",
    since: Annotated[str, typer.Option(metavar="DAY", help="First day: 2020-09-01, 1/9/2020.")] = "",
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Add a job; the first is the primary one."""
    values = {
        "employer": employer,
        "worksite": worksite,
        "role_title": role,
        "classification": classification,
        "employment_type": basis,
        "state": state,
        "start_on": since,
    }
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        _do(desk, card, Part.JOB, Deed.ADD, values, reason=reason, json=json)


@job.command("end")
def job_end(
    ctx: typer.Context,
    which: Which,
    on: Annotated[str, typer.Option(metavar="DAY", help="Last day; today if not given.")] = "today",
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Say that a job has ended; it stays on record."""
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        _do(desk, card, Part.JOB, Deed.CHANGE, {"end_on": on}, _job(card, which), reason=reason, json=json)


@job.command("primary")
def job_primary(ctx: typer.Context, which: Which, json: Json = False) -> None:
    """Make it the job that matters are most likely about."""
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        _do(desk, card, Part.JOB, Deed.PRIMARY, {}, _job(card, which), json=json)


@tag.command("add")
def tag_add(ctx: typer.Context, word: Word, json: Json = False) -> None:
    """Put a tag on."""
    with ctx.obj.desk() as desk:
        _do(desk, member_of(desk, ctx.obj.record), Part.TAG, Deed.ADD, {"name": word}, json=json)


@tag.command("remove")
def tag_remove(ctx: typer.Context, word: Word, json: Json = False) -> None:
    """Take a tag away."""
    with ctx.obj.desk() as desk:
        _do(desk, member_of(desk, ctx.obj.record), Part.TAG, Deed.REMOVE, {"name": word}, json=json)


def history(ctx: typer.Context, find: Find = "", json: Json = False) -> None:
    """Every change of her details, newest first: when, who, what of, which field, from what to what."""
    with ctx.obj.desk() as desk:
        changes = changed.of_member(desk, member_of(desk, ctx.obj.record).id)
        say_changes(desk, changes, find, json=json, record=True)


def settle(
    ctx: typer.Context,
    what: Annotated[
        str, typer.Argument(help="phone, first name, …, or the field, as `members asked` has it.")
    ],
    stands: Annotated[Stands, typer.Argument(help="Whose value stands from now on.")],
    json: Json = False,
) -> None:
    """Say which value stands, of one that was changed both here and by the membership system."""
    with ctx.obj.desk() as desk:
        card = member_of(desk, ctx.obj.record)
        asked = [
            one for one in asking.waiting(desk, member_id=card.id) if what.lower() in (one.what, one.field)
        ]
        if not asked:
            raise NotFound("nothing is asked about that", todo="`casetui members asked` lists what is.")
        if len(asked) > 1:
            raise Misuse(f"several are asked about; give one of {', '.join(one.field for one in asked)}")
        table, _, row_id = asked[0].field.partition("/")
        part = next((part for part, name in TABLE_OF.items() if name == table), Part.MEMBER)
        was = {} if row_id else {table: ""}
        _do(desk, card, part, Deed(stands.value), {}, UUID(row_id) if row_id else None, was=was, json=json)


def onto(member: typer.Typer) -> None:
    """Make these commands verbs of a member."""
    member.command("set")(set_names)
    for group, name in ((phone, "phone"), (email, "email"), (address, "address"), (job, "job"), (tag, "tag")):
        member.add_typer(group, name=name)
    member.command("history")(history)
    member.command("settle")(settle)


def _do(
    desk: Desk,
    card: MemberCard,
    part: Part,
    deed: Deed,
    values: dict[str, str],
    row_id: UUID | None = None,
    *,
    was: dict[str, str] | None = None,
    reason: str = "",
    json: bool = False,
) -> None:
    edit = DetailEdit(
        uuid7(),
        card.id,
        f"{card.name}  {card.number}",
        card.version,
        part,
        deed,
        row_id,
        was or {},
        values,
        reason,
    )
    saved = details.change(desk, edit)
    if json:
        say_json(member_of(desk, str(card.id)))
    else:
        say(f"{card.number} {'was so already' if saved.already else 'changed'}.")


def _known(row_id: UUID | None, what: str) -> UUID:
    if row_id is None:
        raise BadInput(f"the {what}, which is none of this member; `casetui member ID --json` lists them")
    return row_id


def _phone(desk: Desk, card: MemberCard, text: str) -> UUID:
    digits = national_digits(text, desk.region)
    found = (
        one.id
        for one in card.phones
        if one.shown == clean_line(text) or (digits and national_digits(one.shown, desk.region) == digits)
    )
    return _known(next(found, None), "phone")


def _email(card: MemberCard, text: str) -> UUID:
    wanted = clean_line(text).lower()
    return _known(next((one.id for one in card.emails if one.address.lower() == wanted), None), "e-mail")


def _job(card: MemberCard, text: str) -> UUID:
    found = (
        one.id
        for one in card.jobs
        if str(one.id) == text.strip() or fold(one.employer).startswith(fold(text))
    )
    return _known(next(found, None), "job")

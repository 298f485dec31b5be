"""`casetui members add`: a contact that is not on record (features A3.06)."""

from typing import Annotated

import typer
from uuid_utils.compat import uuid7

from casetui.cli.members import Json
from casetui.cli.misuse import Misuse
from casetui.cli.opening import Given
from casetui.cli.output import say, say_json, say_table
from data.desk import members
from data.desk.desk import Desk
from data.rules.contact import contact_gaps
from data.rules.phones import unread_phone
from data.types.errors import CasetuiError, Incomplete
from data.types.forms import ContactForm
from data.types.members import ContactKind


class MayBeOnRecord(CasetuiError):
    """Somebody is like the contact that was to be made."""

    title = "Not made: somebody on record may be the same"
    kept = ""
    todo = "Take one of those listed, or give --anyway."


def add(
    ctx: typer.Context,
    given_name: Annotated[str, typer.Option("--given", help="First name.")] = "",
    family: Annotated[str, typer.Option(help="Last name.")] = "",
    organisation: Annotated[
        str, typer.Option(metavar="NAME", help="Name of an organisation, instead of first and last name.")
    ] = "",
    phone: Annotated[str, typer.Option(help="Telephone; what is none is kept as written.")] = "",
    email: Annotated[str, typer.Option(help="E-mail address.")] = "",
    street: Annotated[str, typer.Option(help="Street and number.")] = "",
    suburb: Annotated[str, typer.Option(help="Suburb or town.")] = "",
    state: Annotated[str, typer.Option(help="State or territory.")] = "",
    postcode: Annotated[str, typer.Option(help="Postcode.")] = "",
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Though somebody on record may be the same.")
    ] = False,
    json: Json = False,
) -> None:
    """Make a contact with both names, or an organisation, and a phone, e-mail or address."""
    if organisation and (given_name or family):
        raise Misuse("an organisation has one name; give --organisation, or --given and --family")
    form = ContactForm(
        uuid7(),
        ContactKind.ORGANISATION if organisation else ContactKind.PERSON,
        given=given_name,
        family=family,
        name=organisation,
        phone=phone,
        email=email,
        street=street,
        suburb=suburb,
        state=state,
        postcode=postcode,
    )
    gaps = contact_gaps(form)
    if gaps:
        raise Incomplete(tuple(gap.label for gap in gaps))
    context: Given = ctx.obj
    with context.desk() as desk:
        if not anyway:
            _refuse_alike(desk, form, json=json)
        saved = members.create(desk, form)
        if json:
            say_json(saved)
            return
        say(f"{saved.number} made.")
        told = unread_phone(form.phone, desk.region)
        if told:
            say(told)


def _refuse_alike(desk: Desk, form: ContactForm, *, json: bool) -> None:
    alike = members.alike(desk, form)
    if not alike:
        return
    if json:
        say_json([{"id": hit.id, "number": hit.number, "name": hit.name, "why": hit.why} for hit in alike])
    else:
        say_table((hit.number, hit.name, hit.employer, hit.why) for hit in alike)
    raise MayBeOnRecord

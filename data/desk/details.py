"""Changing what is known of a contact: names, telephones, e-mails, addresses, jobs, tags (features A3.04, A4.18).

What is written here stays until the membership system changes its own: what that had said is kept beside it.
"""

from typing import Any

from sqlalchemy.orm import Session

from data.desk.deadlines import follow_member
from data.desk.desk import Desk
from data.model import MemberRow, TagOfMember
from data.repositories.asked import answer
from data.repositories.contact_rows import Conflicts, Rows
from data.repositories.contacts import locked_member, make_findable, remember, rename
from data.repositories.lists import Lists
from data.rules.clean import clean_line
from data.rules.contact import LONGEST, number_of
from data.types.details import DO_NOT_CONTACT, Deed, DetailEdit, Part
from data.types.errors import BadInput, Conflict, Incomplete, NotFound
from data.types.members import ContactKind
from data.types.records import Saved

NAMES = ("given", "family", "informal")


def change(desk: Desk, edit: DetailEdit) -> Saved:
    """Make one change, once however often it is sent; others' changes of other values stand.

    Raises Conflict when someone else changed the same value since it was read, Incomplete, BadInput, NotFound.
    """
    with desk.store.writing(
        action=f"members.{edit.part.name.lower()}.{edit.deed}",
        officer_id=desk.officer.id,
        reason=clean_line(edit.reason),
        key=edit.id,
    ) as session:
        member = locked_member(session, edit.member_id)
        if member is None:
            raise NotFound("no such member")
        both = Conflicts(member.version != edit.version)
        if edit.deed in (Deed.OURS, Deed.THEIRS):
            changed = answer(session, member, edit, desk.today())
            follow_member(desk, session, member.id)
        elif edit.part is Part.MEMBER:
            changed = _set(session, member, edit, both)
        elif edit.part is Part.TAG:
            changed = _tag(session, edit)
        else:
            changed = Rows(session, member, edit, both, desk.today(), desk.region).work()
            if changed and edit.part is Part.JOB:
                make_findable(session, member)
                follow_member(desk, session, member.id)
        if both.fields:
            raise Conflict(" and ".join(both.fields), member.id, tuple(both.fields))
        if changed:
            member.version += 1
            session.flush()
        return Saved(member.id, number_of(member.number), member.number, already=not changed)


def _set(session: Session, member: MemberRow, edit: DetailEdit, both: Conflicts) -> bool:
    """Names, and whether to contact at all."""
    wanted: dict[str, Any] = {}
    for name, text in edit.changed().items():
        if len(text) > LONGEST:
            raise BadInput(f"{name}, which is longer than {LONGEST} characters")
        if name == DO_NOT_CONTACT:
            if both.see(_yes(member.do_not_contact), edit.was.get(name, ""), text, "do not contact"):
                wanted[name] = text == "yes"
        elif name in NAMES:
            if both.see(getattr(member, name), edit.was.get(name, ""), clean_line(text), name):
                wanted[name] = clean_line(text)
        else:
            raise BadInput("a value of a contact; there are first name, last name, known as, do not contact")
    if both.fields or not wanted:
        return False
    if not wanted.get("family", member.family):
        raise Incomplete(("Name" if member.kind == ContactKind.ORGANISATION else "Last name",))
    if member.kind == ContactKind.PERSON and not wanted.get("given", member.given):
        raise Incomplete(("First name",))
    for name, value in wanted.items():
        before = getattr(member, name)
        if isinstance(value, bool):
            remember(session, member, name, _yes(before), _yes(value))
        else:
            remember(session, member, name, before, value)
    if DO_NOT_CONTACT in wanted:
        member.do_not_contact = wanted.pop(DO_NOT_CONTACT)
    if wanted:
        names = {name: wanted.get(name, getattr(member, name)) for name in NAMES}
        rename(session, member, **names)
    session.flush()
    return True


def _yes(value: bool) -> str:
    return "yes" if value else ""


def _tag(session: Session, edit: DetailEdit) -> bool:
    """Put a tag on, or take it away; an archived one can only be taken away."""
    name = clean_line(edit.values.get("name", ""))
    lists = Lists(session.connection())
    tag_id = lists.tag(name, archived=edit.deed is Deed.REMOVE)
    if tag_id is None:
        raise BadInput("the tag, which is not in the list")
    held = session.get(TagOfMember, (edit.member_id, tag_id))
    if edit.deed is Deed.ADD and held is None:
        session.add(TagOfMember(member_id=edit.member_id, tag_id=tag_id))
    elif edit.deed is Deed.REMOVE and held is not None:
        session.delete(held)
    else:
        return False
    session.flush()
    return True

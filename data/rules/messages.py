"""Messages to a member: placeholders, what may be sent and how (features A3.45, A4.22, A5.14)."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from urllib.parse import quote

from data.rules.clean import clean, clean_line
from data.rules.contact import read_email
from data.rules.folding import fold
from data.rules.reach import reach
from data.rules.snippets import PLACEHOLDERS as OF_SNIPPETS
from data.types.errors import BadInput, Incomplete, NotAllowed
from data.types.members import MemberCard
from data.types.messages import Composed, MessageForm, MessageKind, MessageTemplate, Way

PLACEHOLDERS = {
    **{name: said for name, said in OF_SNIPPETS.items() if name != "follow_up"},
    "case": "number of the case",
    "title": "title of the case",
    "office": "name of the office",
}
"""Names that may stand in braces, and what they become; none of them is taken from a note (features A3.36)."""

LONGEST_SUBJECT = 200
LONGEST_BODY = 20_000
LONGEST_SMS = 1_000
LONGEST_LINK = 1_900
"""Characters of a mailto address: Windows and some mail programs cut longer ones without a word."""
_BRACES = re.compile(r"\{([^{}\n]{1,40})\}")


def unknown_in(*texts: str, known: Collection[str] = PLACEHOLDERS) -> str:
    """What is wrong with the first placeholder that is none, with the nearest; empty where all are known."""
    for text in texts:
        for name in _BRACES.findall(text):
            if name not in known:
                from difflib import get_close_matches

                near = get_close_matches(fold(name).replace(" ", "_"), known, 1)
                meant = f"perhaps {{{near[0]}}} is meant" if near else f"there are {_listed(known)}"
                return f"{{{clean_line(name)}}} is no placeholder; {meant}"
    return ""


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with what is known in place of its placeholders, once: braces in a value are text.

    What holds nothing, and what is none, stays as it is written, to be seen.
    """
    return _BRACES.sub(lambda found: clean(values.get(found[1], "")) or found[0], text)


def composed(form: MessageForm, values: Mapping[str, str]) -> Composed:
    """The message exactly as it goes.

    Raises Incomplete for a missing subject or text, BadInput for a placeholder that is none or holds nothing, and for
    what is too long.
    """
    sms = form.kind == MessageKind.SMS
    subject, body = "" if sms else clean_line(form.subject), clean(form.body).strip()
    gaps = [label for label, text in (("Subject", sms or subject), ("Text", body)) if not text]
    if gaps:
        raise Incomplete(tuple(gaps))
    if said := unknown_in(subject, body):
        raise BadInput(said)
    unset = [name for name in _BRACES.findall(subject + body) if not values.get(name)]
    if unset:
        raise BadInput(f"{{{unset[0]}}}, of which nothing is on record: write it, or take it out")
    done = Composed(clean_line(form.to), filled(subject, values), filled(body, values))
    check_lengths(done, sms=sms)
    return done


def check_lengths(message: Composed, *, sms: bool) -> None:
    """Raise BadInput for what is longer than can be sent."""
    for what, text, longest in (
        ("the subject", message.subject, LONGEST_SUBJECT),
        ("the text", message.body, LONGEST_SMS if sms else LONGEST_BODY),
    ):
        if len(text) > longest:
            raise BadInput(f"{what} has {len(text)} characters; {longest} fit")


def mailto(message: Composed) -> str:
    """The message as a link for the officer's own mail program (RFC 6068); raises BadInput where it is too long."""
    subject, body = (quote(text, safe="") for text in (message.subject, message.body.replace("\n", "\r\n")))
    link = f"mailto:{quote(message.to, safe='@')}?subject={subject}&body={body}"
    if len(link) > LONGEST_LINK:
        raise BadInput(
            f"the text as a link of {len(link)} characters; {LONGEST_LINK} are safe. Copy it, or shorten it"
        )
    return link


def addresses(card: MemberCard, kind: str) -> tuple[str, ...]:
    """Where she can be written to, the primary one first."""
    if kind == MessageKind.SMS:
        return tuple(
            phone.shown for phone in sorted(card.phones, key=lambda one: not one.primary) if phone.e164
        )
    return tuple(one.address for one in sorted(card.emails, key=lambda one: not one.primary))


def against(card: MemberCard, kind: str) -> str:
    """What speaks against writing to her, told before a word is typed; empty where nothing does."""
    if card.do_not_contact:
        return reach(card, "e-mail")
    if addresses(card, kind):
        return ""
    return (
        reach(card, "e-mail") if kind == MessageKind.EMAIL else f"{card.name} has no mobile number on record."
    )


def ways(card: MemberCard, kind: str, *, posts: bool = True) -> tuple[Way, ...]:
    """How a message of that kind can go to her: a copy always, since she may have asked for it today."""
    if kind == MessageKind.SMS or against(card, kind):
        return (Way.COPY,)
    return (Way.MAIL, Way.OWN, Way.COPY) if posts else (Way.OWN, Way.COPY)


def check_way(card: MemberCard, form: MessageForm) -> None:
    """Raise NotAllowed for a way that is closed, BadInput for an address that is not hers or is none."""
    try:
        way = Way(form.way)
        MessageKind(form.kind)
    except ValueError:
        raise BadInput("how it goes, which is mail, own program or copied") from None
    if way is Way.COPY:
        return
    if form.kind == MessageKind.SMS:
        raise NotAllowed("a text message is copied and sent from a telephone", todo="")
    if against(card, form.kind):
        # Without her name: an error may stand in a log.
        why = "has asked not to be contacted" if card.do_not_contact else "has no e-mail address on record"
        raise NotAllowed(f"the member {why}", todo="A copy can be made.")
    if fold(form.to) not in [fold(one) for one in addresses(card, form.kind)]:
        raise BadInput("the address, which is not on record any more; choose another one")
    read_email(form.to)


def offered(
    templates: Iterable[MessageTemplate], case_types: Sequence[str], close_reason: str = ""
) -> tuple[MessageTemplate, ...]:
    """The texts that fit a case, or a member without one: those of its types first, of closing last."""
    fit = [
        one
        for one in templates
        if (not one.case_types or set(one.case_types) & set(case_types))
        and (not one.close_reasons or close_reason in one.close_reasons)
    ]
    return tuple(
        sorted(fit, key=lambda one: (bool(one.close_reasons) != bool(close_reason), not one.case_types))
    )


def sent_said(way: str, to: str) -> str:
    """What was done, for one line."""
    return {
        Way.MAIL: f"goes to {to}",
        Way.OWN: f"is kept; your own mail program sends it to {to}",
        Way.COPY: "is copied",
    }[Way(way)]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)

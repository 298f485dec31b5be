"""Messages of the configuration: texts the office has ready for its members (features A3.45, A5.14)."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from data.rules.awaited import LONGEST_WAIT
from data.rules.messages import LONGEST_BODY, LONGEST_SMS, LONGEST_SUBJECT, unknown_in
from data.steward.config_table import Name
from data.steward.config_table import Table as _Table
from data.types.case_edits import CLOSE_REASONS


def _placeholders(text: str) -> str:
    if said := unknown_in(text):
        raise ValueError(said)
    return text


def _close_reasons(names: list[str]) -> list[str]:
    wrong = [name for name in names if name not in CLOSE_REASONS]
    if wrong:
        raise ValueError(f"a case is closed as {' or '.join(CLOSE_REASONS)}, not as {wrong[0]!r}")
    return names


class MessageTable(_Table):
    """A text with placeholders, for an e-mail or a text message."""

    name: Name
    was: Name | None = None
    kind: Literal["email", "sms"] = "email"
    subject: Annotated[str, Field(max_length=LONGEST_SUBJECT), AfterValidator(_placeholders)] = ""
    body: Annotated[str, Field(min_length=1, max_length=LONGEST_BODY), AfterValidator(_placeholders)]
    case_types: list[str] = []
    close_reasons: Annotated[list[str], AfterValidator(_close_reasons)] = []
    reply_days: Annotated[int, Field(ge=1, le=LONGEST_WAIT)] | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.kind == "email" and not self.subject.strip():
            raise ValueError(f"the message {self.name!r} is an e-mail and needs a subject")
        if self.kind == "sms" and self.subject:
            raise ValueError(f"the message {self.name!r} is a text message, which has no subject")
        if self.kind == "sms" and len(self.body) > LONGEST_SMS:
            raise ValueError(f"the message {self.name!r} has {len(self.body)} characters; {LONGEST_SMS} fit")
        return self

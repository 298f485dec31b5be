"""What every table of the configuration is built on."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from data.rules.clean import clean_line


def _plain(name: str) -> str:
    if name != clean_line(name):
        raise ValueError("has spaces at its ends, or characters that cannot be shown on one line")
    return name


Name = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_plain)]

Words = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_plain)]


class Table(BaseModel):
    """A table of the file: an unknown key is an error, not a silent slip of the pen."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

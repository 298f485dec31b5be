"""What every table of the configuration is built on."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(min_length=1, max_length=80)]


class Table(BaseModel):
    """A table of the file: an unknown key is an error, not a silent slip of the pen."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

"""What every content entry has. A wrong entry is refused by the loader with file, key and cure."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
AreaKey = Literal["product_sense", "leadership_stories", "technical_analytics", "resume"]


class Shape(BaseModel):
    """One entry of a content file. `file` and `table` say where entries of this shape stand."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    file: ClassVar[str]
    table: ClassVar[str]
    id: Key


class Entry(Shape):
    """An entry with its sources: guide ids (G1-G16) and ids of `sources.toml`."""

    source: tuple[Key, ...] = Field(min_length=1)


class Source(Shape):
    """Where a fact comes from."""

    file: ClassVar[str] = "sources.toml"
    table: ClassVar[str] = "source"
    title: Words
    where: str = ""
    kind: Literal["guide", "seen", "judgment", "computed"]

"""What every content entry has. A wrong entry is refused by the loader with file, key and cure."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
AreaKey = Literal["product_sense", "leadership_stories", "technical_analytics", "resume"]


SHAPES: list[type[Shape]] = []  # every shape that stands in a file, as it is declared


class Shape(BaseModel):
    """One entry of a content file; a shape is declared with the file and the table in which its entries stand."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    file: ClassVar[str]
    table: ClassVar[str]
    id: Key

    def __init_subclass__(cls, file: str = "", table: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        if table:
            cls.file, cls.table = file, table
            SHAPES.append(cls)


class Entry(Shape):
    """An entry with its sources: guide ids (G1-G16) and ids of `sources.toml`."""

    source: tuple[Key, ...] = Field(min_length=1)


class Named(Entry):
    """An entry with a name for people."""

    name: Words


class Source(Shape, file="sources.toml", table="source"):
    """Where a fact comes from."""

    title: Words
    where: str = ""
    kind: Literal["guide", "seen", "judgment", "computed"]

"""The resume and the cover letter (G10, G11)."""

from __future__ import annotations

import textwrap
from typing import ClassVar, Literal

from prepkit.models.fields import Record, choice, line, prose
from prepkit.models.form_field import read_fields

ImpactCategory = Literal["", "revenue", "cost", "satisfaction", "time saved"]


class Bullet(Record):
    """One resume line: as it was, as it reads now, and the story behind it."""

    kind: ClassVar[str] = "bullet"
    employer: str = line("Employer", "Where it happened.")
    role: str = line("Role", "Your title there.")
    place: str = line("Place", "The city, or remote.")
    dates: str = line("Dates", "Mon YYYY - Mon YYYY, the same way everywhere.")
    original: str = prose("Original", "The line as your old resume has it.", lines=2)
    rewritten: str = prose(
        "Rewritten",
        "A product verb, for whom, what changed from where to where, in which period.",
        words=30,
        lines=2,
        review="bullet",
    )
    story_id: str = line("Story", "The story that you will tell when asked about this line.")
    impact: ImpactCategory = choice("Product impact", "Which kind of outcome it counts, if any.", default="")

    @property
    def label(self) -> str:
        """The line as it reads now, shortened."""
        text = textwrap.shorten(self.rewritten or self.original, 60, placeholder=" ...")
        return text or f"Empty bullet {self.id}"


class Resume(Record):
    """What a resume holds besides its bullets."""

    kind: ClassVar[str] = "resume"
    contact: str = line("Contact", "Name, city, mail, phone, a link: one line, in the body of the page.")
    summary: str = prose(
        "Summary",
        "Two or three lines: who you are, your evidence, and what you seek to build for customers.",
        words=50,
        review="resume",
        section="summary",
    )
    education: str = prose("Education", "Degree, institution, year.", lines=2)
    skills: str = prose("Skills", "One line. The only place for tools.", words=30, lines=2)
    projects: str = prose("Projects", "What you built beside your jobs, a line each.", lines=2)
    certificates: str = prose("Certificates", "What, from whom, when.", lines=2)
    other: str = prose("Other sections", "What stands under any other heading: awards, languages.", lines=2)

    @property
    def label(self) -> str:
        """The contact line, or a stand-in."""
        return self.contact or "Resume"


class ResumeImport(Record):
    """What one import brought in, so that it can be undone; and what had no place in it, so that it is not lost."""

    kind: ClassVar[str] = "resume_import"
    file: str = line("File", "The name of the file.")
    added: str = prose("Added", "The ids of the lines, one a row.")
    filled: str = prose("Filled in", "What was filled in of the resume, as JSON.")
    left_over: str = prose("Left over", "What had no place, a text a row.")

    @property
    def label(self) -> str:
        """The file's name."""
        return self.file or f"Import {self.id}"


class Letter(Record):
    """A cover letter in four moves, one narrative."""

    kind: ClassVar[str] = "letter"
    company: str = line("Company and team", "Whom you write to, by name.", told="")
    greeting: str = line("Greeting", "Dear ...")
    customer_problem: str = prose(
        "1. The customer problem, seen in data", "Whose problem, and how did you see it?", words=85, review="letter"
    )
    product_answer: str = prose(
        "2. Why a product, not only an analysis",
        "What would an analysis alone have left undone?",
        words=85,
        review="letter",
    )
    cross_team_effort: str = prose(
        "3. The effort across teams", "Whom did you bring together, and what did you decide?", words=85, review="letter"
    )
    measured_result: str = prose(
        "4. The measured result", "What changed for customers, from where to where?", words=85, review="letter"
    )
    closing: str = line("Closing", "One sentence on what you want to build with this team.")

    @property
    def label(self) -> str:
        """The company, or a stand-in that can be picked from a list."""
        return f"Letter to {self.company}" if self.company else f"Unaddressed letter {self.id}"

    def words(self) -> int:
        """Count the words of greeting, moves and closing."""
        parts = (self.greeting, *(getattr(self, move) for move in LETTER_MOVES), self.closing)
        return sum(len(part.split()) for part in parts)


# What a letter says, in the order in which it is read; `read_fields` knows which fields those are.
LETTER_MOVES = tuple(field.name for field in read_fields(Letter) if field.review == "letter")

"""The resume and the letter that are sent: how they look to Word, to a PDF reader, and to two readers not ours."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx2txt
import pypdfium2 as pdfium
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_text
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from shared import NASTY_TEXTS, TODAY

from prepkit.files.layouts import lay_out_paper, lay_out_resume
from prepkit.files.papers.paper import Paper
from prepkit.files.papers.plain import write_markdown, write_plain
from prepkit.files.papers.sheet import find_address, make_sheet, split_contact
from prepkit.files.papers.typeset import write_pdf
from prepkit.files.papers.word import write_docx
from prepkit.models import Bullet, Letter, Resume
from prepkit.review.documents import group_jobs, list_counted
from prepkit.store import Workspace

FRAME = Resume(
    id="frame",
    contact="Zoë Åkesson · Malmö, Sweden · zoe@example.com · +46 40 123 45 67 · example.com/zoe",
    summary="Data scientist who decides with riders.",
    projects="Night bus map, 2024",
    education="MSc Statistics, Lund, 2018\nBSc Mathematics, Lund, 2016",
    skills="SQL, Python",
    certificates="Scrum Product Owner, 2022",
    other="Awards: Rider of the Year, 2023",
)


WORDS = [
    "Launched",
    "size",
    "advice",
    "for",
    "first-time",
    "buyers",
    "of",
    "shoes,",
    "cut",
    "returns",
    "from",
    "14.0%",
    "to",
    "11.2%",
    "C#",
    "C++",
    "R&D",
    "A/B",
    "*bold*",
    "[x]",
    "(y)",
    "“quoted”",
    "naïve",
    "Größe",
    "Łódź",
    "e-mail",
    "24/7",
    "$71,000",
    "–",
    "—",
    "…",
    "it's",
]
LINES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=30).map(" ".join)
HEADS = st.tuples(
    st.sampled_from(["Data Scientist", "Senior PM, Growth", "Analyst (Intern)", "Leiterin Datenanalyse"]),
    st.sampled_from(["Acme, Inc.", "Müller & Söhne GmbH", "Bank of X", "O'Neil – Partners"]),
    st.sampled_from(["", "Berlin, Germany", "Remote"]),
    st.sampled_from(["Jan 2020 - Present", "03/2018 – 04/2019", "2016", "Summer 2015"]),
)


def make_lines(jobs: int = 2, each: int = 5) -> list[Bullet]:
    """Return lines of some jobs, each line two rows long."""
    said = (
        "Cut the wait at stop {} from 14 to {} minutes for 20,000 riders a day; in {} towns and eight weeks, measured."
    )
    return [
        Bullet(
            id=f"{job}-{one}",
            role=f"Role {job}",
            employer=f"Employer {job}",
            place="Lund" if job % 2 else "",
            dates=f"Jan {2024 - 2 * job} - Dec {2025 - 2 * job}",
            rewritten=said.format(one, one + 1, job + 2),
            impact="satisfaction" if one == 0 else "",
        )
        for job in range(jobs)
        for one in range(each)
    ]


def lay_out(frame: Resume = FRAME, jobs: int = 2, each: int = 5) -> Paper:
    return lay_out_resume(make_sheet(frame, make_lines(jobs, each)), TODAY)


def read_pdf_text(raw: bytes) -> str:
    return extract_text(io.BytesIO(raw))


def read_docx_text(raw: bytes) -> str:
    return str(docx2txt.process(io.BytesIO(raw)))


WRITERS = pytest.mark.parametrize(
    ("write", "read"), [(write_pdf, read_pdf_text), (write_docx, read_docx_text)], ids=["pdfminer.six", "docx2txt"]
)


def list_places(text: str, wanted: list[str]) -> list[int]:
    """Return where each text stands in another, each sought behind the one before; -1 where it is not."""
    squeezed, places = " ".join(text.split()), list[int]()
    for one in wanted:
        places.append(squeezed.find(" ".join(one.split()), max(places, default=0)))
    return places


class TestOtherReaders:
    @WRITERS
    def test_see_every_text_in_order(self, write: Callable[[Paper], bytes], read: Callable[[bytes], str]) -> None:
        """Name, contact, sections, each job's role, dates, employer and place, and each line: all there, in order."""
        wanted = [*split_contact(FRAME.contact), "Summary", FRAME.summary, "Product Impact", "Experience"]
        for job in group_jobs(make_lines()):
            wanted += [job.role, job.dates, job.employer, job.place, *job.lines]
        wanted += ["Projects", FRAME.projects, "Education", *FRAME.education.split("\n"), "Skills", FRAME.skills]
        wanted += ["Certificates", FRAME.certificates, "Additional Information", FRAME.other]

        assert -1 not in list_places(read(write(lay_out())), wanted)

    @pytest.mark.slow
    @settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(HEADS, st.lists(LINES, min_size=1, max_size=4)), min_size=1, max_size=5), LINES, LINES)
    def test_see_any_resume_in_order(self, jobs: list[Any], summary: str, skills: str) -> None:
        """Jobs with and without a place, words with signs in them, one page or two: both readers see all in order."""
        lines = [
            Bullet(
                id=f"{number}-{place}",
                role=role,
                employer=f"{employer} {number}",
                place=city,
                dates=dates,
                original=f"{text} .",
            )
            for number, ((role, employer, city, dates), texts) in enumerate(jobs)
            for place, text in enumerate(texts)
        ]
        paper = lay_out_resume(make_sheet(FRAME.replace(summary=summary, skills=skills), lines), TODAY)
        wanted = [*split_contact(FRAME.contact), summary]
        for job in group_jobs(lines):
            wanted += [job.role, job.dates, job.employer, job.place, *job.lines]

        for text in (read_pdf_text(write_pdf(paper)), read_docx_text(write_docx(paper))):
            assert -1 not in list_places(text, [*wanted, skills])

    @pytest.mark.parametrize("word", ["first-time", "24/7", "C++", "2019–2021", "naïve-ish", "a" * 20 + "-" + "b" * 20])
    def test_see_no_word_cut(self, word: str) -> None:
        """A word with a hyphen, a stroke or a plus is whole, wherever the row ends."""
        line = Bullet(id="b", role="PM", original=f"{word} " * 60)
        text = read_pdf_text(write_pdf(lay_out_resume(make_sheet(FRAME, [line]), TODAY)))

        assert text.split().count(word) == 60

    @WRITERS
    def test_see_a_letter(
        self, write: Callable[[Paper], bytes], read: Callable[[bytes], str], sample: Workspace
    ) -> None:
        """A letter has its sender, day and address, and is signed once though its closing holds the name."""
        (letter, *_), (resume, *_) = sample.letters.all(), sample.resumes.all()
        text = read(write(lay_out_paper(letter, resume, dt.date(2026, 12, 1))))
        moves = [letter.customer_problem, letter.product_answer, letter.cross_team_effort, letter.measured_result]
        signed = letter.closing.removesuffix("Mira Okafor-Lindström")
        wanted = ["Mira Okafor-Lindström", "mira@example.com", "December 1, 2026", letter.company, letter.greeting]

        assert -1 not in list_places(text, [*wanted, *moves, signed, "Mira Okafor-Lindström"])
        assert text.count("Mira Okafor-Lindström") == 2

    def test_a_letter_is_signed_with_the_name(self) -> None:
        """A closing without the name is followed by it; without a resume there is nobody to sign."""
        letter = Letter(id="l", company="Tram Co", closing="I want to build the night bus.")
        rows = lay_out_paper(letter, FRAME, TODAY).rows

        assert [row.text for row in rows[-2:]] == ["I want to build the night bus.", "Zoë Åkesson"]
        assert lay_out_paper(letter, Resume(id="none"), TODAY).rows[-1].text == "I want to build the night bus."


class TestPage:
    def test_ten_lines_fit_on_one_page(self) -> None:
        """Ten lines of two rows, with every section, are one page."""
        assert len(pdfium.PdfDocument(write_pdf(lay_out()))) == 1

    @pytest.mark.parametrize("each", range(3, 9))
    def test_a_head_is_never_parted_from_its_first_line(self, each: int) -> None:
        """Wherever a page ends, it ends in a line of a list, a section's text or the page's last row, not in a head."""
        document = pdfium.PdfDocument(write_pdf(lay_out(jobs=9, each=each)))
        ends = [page.get_textpage().get_text_range().strip().splitlines()[-1] for page in document]

        assert len(ends) > 1
        assert all(not end.startswith(("Role", "Employer", "Experience", "Jan")) for end in ends)
        assert all(end.rstrip(" .").endswith("measured") for end in ends[:-1] if "stop" in end)

    @pytest.mark.parametrize(
        "text", [*NASTY_TEXTS, "#panic(1)", '#read("/etc/passwd")', "= x", "$x", "*", "\\", "//", "x" * 400]
    )
    def test_what_was_typed_is_text(self, text: str) -> None:
        """Nothing that a person typed is run as markup, in any field, nor ends the page."""
        fields = dict.fromkeys(("summary", "education", "skills", "projects", "certificates", "other"), text)
        line = Bullet(id="b", role=text[:200], employer=text[:200], place=text[:99], dates=text[:99], original=text)
        paper = lay_out_resume(
            make_sheet(Resume(id="r", contact=f"{text[:80]} | {text[:80]}", **fields), [line]), TODAY
        )
        page = pdfium.PdfDocument(write_pdf(paper))
        shown = "".join("".join(one.get_textpage().get_text_range().split()) for one in page)

        assert write_docx(paper)
        if text.isascii() and text.isprintable():
            assert shown.count("".join(text.split())) >= 8

    @pytest.mark.parametrize("name", ["Ελένη Παπαδοπούλου", "Олена Шевченко", "مريم الأحمد", "שרה כהן", "山田 太郎"])
    def test_names_in_any_script(self, name: str) -> None:
        """A name in another script is there to be read, whatever fonts the system has."""
        raw = write_pdf(lay_out(FRAME.replace(contact=f"{name} · {name}@example.com")))

        assert name in pdfium.PdfDocument(raw)[0].get_textpage().get_text_range().replace("\u2f50", "")


class TestProperties:
    def test_of_word(self) -> None:
        """The author is the candidate, the day the one given, nothing is left of the library's template."""
        raw = write_docx(lay_out())
        about = Document(io.BytesIO(raw)).core_properties

        assert (about.title, about.author, about.last_modified_by) == (
            "Zoë Åkesson - Resume",
            "Zoë Åkesson",
            "Zoë Åkesson",
        )
        assert (about.comments, about.keywords) == ("", "prepkit")
        assert about.created.date() == about.modified.date() == TODAY
        assert b"python-docx" not in b"".join(
            map(zipfile.ZipFile(io.BytesIO(raw)).read, zipfile.ZipFile(io.BytesIO(raw)).namelist())
        )
        assert not [name for name in zipfile.ZipFile(io.BytesIO(raw)).namelist() if "thumbnail" in name]

    def test_of_pdf(self) -> None:
        """The same in a PDF."""
        about = pdfium.PdfDocument(write_pdf(lay_out())).get_metadata_dict()

        assert (about["Title"], about["Author"], about["Keywords"]) == (
            "Zoë Åkesson - Resume",
            "Zoë Åkesson",
            "prepkit",
        )
        assert about["CreationDate"].startswith(f"D:{TODAY:%Y%m%d}")

    @pytest.mark.parametrize("write", [write_pdf, write_docx])
    def test_the_same_bytes(self, write: Callable[[Paper], bytes]) -> None:
        """The same resume on the same day gives the same file."""
        assert write(lay_out()) == write(lay_out())

    def test_links_are_live(self) -> None:
        """Mail, phone and page lead where they say, in both files."""
        wanted = {"mailto:zoe@example.com", "tel:+46401234567", "https://example.com/zoe"}
        document = Document(io.BytesIO(write_docx(lay_out())))
        linked = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
        parsed = PDFDocument(PDFParser(io.BytesIO(write_pdf(lay_out()))))
        objects = [parsed.getobj(number) for xref in parsed.xrefs for number in xref.get_objids()]
        actions = [resolve1(one["A"]) for one in objects if isinstance(one, dict) and "A" in one]

        assert linked == wanted
        assert {action["URI"].decode() for action in actions if "URI" in action} == wanted

    def test_word_has_styles_and_no_table(self) -> None:
        """Heads are styles, kept with what follows; dates stand behind a tab; there is no table and no box."""
        document = Document(io.BytesIO(write_docx(lay_out())))
        styles = [(one.style.name, one.text) for one in document.paragraphs]

        assert styles[0] == ("Title", "Zoë Åkesson")
        assert ("Heading 1", "Experience") in styles
        assert ("Heading 2", "Role 0\tJan 2024 - Dec 2025") in styles
        assert ("Employer", "Employer 1 · Lund") in styles
        assert sum(name == "List Bullet" for name, _ in styles) == 10
        assert all(
            document.styles[name].paragraph_format.keep_with_next for name in ("Heading 1", "Heading 2", "Employer")
        )
        assert document.styles["Normal"].paragraph_format.widow_control
        assert not document.tables
        assert b"txbx" not in document.element.xml.encode()


class TestProductImpact:
    def test_no_line_is_repeated(self, sample: Workspace) -> None:
        """Each row under Product Impact has a figure and is no line of Experience."""
        counted = list_counted(sample.bullets.all())
        lines = [" ".join(bullet.rewritten.split()) for bullet in sample.bullets.all()]

        assert ("Satisfaction", "reduced late parcels from 11.8% to 5.9%") in counted
        assert ("Cost", "saving $71,000 a year") in counted
        assert len(counted) == 4
        assert all(any(sign.isdigit() for sign in figure) and figure not in lines for _, figure in counted)

    @pytest.mark.parametrize(
        ("line", "figure"),
        [
            ("Cut returns from 9% to 6%.", "from 9% to 6%"),
            ("Launched a map for riders.", ""),
            ("40%", ""),
            ("Cut the wait from 14 to 6 minutes - for 20,000 riders.", "Cut the wait from 14 to 6 minutes"),
        ],
    )
    def test_a_short_line_is_there_as_its_figure(self, line: str, figure: str) -> None:
        """A line that says no more than its figure is not quoted whole; one without a figure is not counted."""
        found = list_counted([Bullet(id="b", rewritten=line, impact="satisfaction")])

        assert found == ([("Satisfaction", figure)] if figure else [])


def test_layout_of_text_and_markdown() -> None:
    """The two plain formats, row by row."""
    frame = Resume(id="r", contact="Ann Ode, ann_o@example.com, Oslo", skills="C#, SQL")
    line = Bullet(id="b", role="PM", employer="Tram *Co*", place="Oslo", dates="2020 - 2021", original="Cut 5 stops.")
    paper = lay_out_resume(make_sheet(frame, [line]), TODAY)

    assert write_plain(paper) == (
        "Ann Ode\nann_o@example.com · Oslo\n\nEXPERIENCE\nPM\nTram *Co* · Oslo\n2020 - 2021\n- Cut 5 stops.\n\n"
        "SKILLS\nC#, SQL\n"
    )
    assert write_markdown(paper) == (
        "<!-- prepkit -->\n\n# Ann Ode\n\nann\\_o@example.com · Oslo\n\n## Experience\n\n### PM\n\n"
        "**Tram \\*Co\\*** · Oslo  \n*2020 - 2021*\n\n- Cut 5 stops.\n\n## Skills\n\nC\\#, SQL\n"
    )


@pytest.mark.parametrize(
    ("part", "address"),
    [
        ("ann@example.org", "mailto:ann@example.org"),
        ("Phone: (612) 555-0142", "tel:6125550142"),
        ("+49 170 1234567", "tel:+491701234567"),
        ("linkedin.com/in/ann", "https://linkedin.com/in/ann"),
        ("http://ann.example", "http://ann.example"),
        ("Minneapolis, MN", ""),
        ("B.Sc.", ""),
        ("55401", ""),
    ],
)
def test_where_a_part_of_the_contact_leads(part: str, address: str) -> None:
    """Mail, phone and pages are links; a town, a degree or a postal code is none."""
    assert find_address(part) == address

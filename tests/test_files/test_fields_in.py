"""Structured resumes come in field by field: JSON Resume, RenderCV, Europass, LinkedIn's archive."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from packed import make_zip

from prepkit.errors import UsageError
from prepkit.files.intake.fields.europass import read_europass
from prepkit.files.intake.fields.gathering import leaves
from prepkit.files.intake.fields.json_resume import read_json_resume
from prepkit.files.intake.fields.linkedin import read_linkedin
from prepkit.files.intake.fields.rendercv import read_rendercv
from prepkit.files.intake.reading import Part, Reading

JOB = {
    "position": "Analyst",
    "startDate": "2020-01",
    "endDate": "2021-03",
    "highlights": ["Counted visits", "Cut the queue"],
}


def take(reading: Reading, part: Part, job: int | None = None) -> list[str]:
    return [piece.text for piece in reading.pieces if piece.part == part and job in (None, piece.job)]


def read_json(**fields: Any) -> Reading:
    return read_json_resume(json.dumps(fields), "resume.json")


def test_a_json_resume_is_read_field_by_field() -> None:
    """Jobs, volunteering too, have their heads and lines; every other section has its place."""
    reading = read_json(
        basics={"name": "Ann Bell", "email": "ann@example.com", "summary": "I count.", "location": {"city": "Lund"},
                "profiles": [{"network": "GitHub", "username": "ann"}]},
        work=[JOB | {"name": "Harbor", "location": "Oslo", "summary": "Ran the desk."}],
        volunteer=[{"organization": "Club", "position": "Coach", "startDate": "2022", "highlights": ["Taught"]}],
        education=[{"institution": "Lund", "area": "Statistics", "endDate": "2018"}],
        skills=[{"name": "Data", "keywords": ["SQL", "R"]}],
        projects=[{"name": "Shed", "highlights": ["Built it"]}],
        certificates=[{"name": "Scrum", "issuer": "Board"}],
        awards=[{"title": "Prize", "awarder": "City"}],
    )  # fmt: skip
    assert take(reading, Part.NAME) == ["Ann Bell"]
    assert take(reading, Part.CONTACT) == ["ann@example.com", "Lund", "GitHub ann"]
    assert take(reading, Part.SUMMARY) == ["I count."]
    assert [take(reading, part, 1) for part in (Part.ROLE, Part.EMPLOYER, Part.PLACE)] == [
        ["Analyst"],
        ["Harbor"],
        ["Oslo"],
    ]
    assert take(reading, Part.DATES, 1) == ["2020-01", "2021-03"]
    assert take(reading, Part.LINE, 1) == ["Counted visits", "Cut the queue"]
    assert take(reading, Part.LEFT_OVER) == ["Ran the desk."]
    assert take(reading, Part.EMPLOYER, 2) == ["Club"]
    assert take(reading, Part.DATES, 2) == ["2022 -"]
    assert take(reading, Part.EDUCATION) == ["Statistics, Lund, 2018"]
    assert take(reading, Part.SKILLS) == ["Data: SQL, R"]
    assert take(reading, Part.PROJECTS) == ["Shed", "Built it"]
    assert take(reading, Part.CERTIFICATES) == ["Scrum, Board"]
    assert take(reading, Part.OTHER) == ["Awards", "Prize, City"]


def test_the_text_of_a_head_reads_as_a_head() -> None:
    """What stands between two fields is no field."""
    text = read_json(work=[JOB | {"name": "Harbor"}]).text
    assert text == "Analyst, Harbor, 2020-01 - 2021-03\nCounted visits\nCut the queue"


def test_a_field_that_holds_lines_gives_lines() -> None:
    """Marks and HTML in a description are no text of it."""
    work = [{"summary": "- Counted\n- Cut"}, {"summary": "<ul><li>Sold</li><li>Bought <b>tea</b></li></ul>"}]
    assert take(read_json(work=work), Part.LINE) == ["Counted", "Cut", "Sold", "Bought tea"]


SCALARS = (
    st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=8)
    | st.integers()
    | st.booleans()
    | st.none()
)
KEYS = st.sampled_from(
    ("name", "position", "startDate", "endDate", "summary", "highlights", "keywords", "url", "own", "location")
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=6
)
SECTIONS = st.sampled_from(("basics", "work", "volunteer", "education", "skills", "projects", "awards", "own"))


def every_text_once(reading: Reading, value: Any) -> None:
    """Each leaf of a value is in a piece, as often as it stands there."""
    came = "\0".join(piece.text for piece in reading.pieces if piece.part != Part.BETWEEN)
    for leaf in sorted(leaves(value), key=len, reverse=True):
        assert leaf in came, leaf
        came = came.replace(leaf, "", 1)


@given(st.dictionaries(SECTIONS, VALUES | st.lists(st.dictionaries(KEYS, VALUES, max_size=5), max_size=3)))
@settings(max_examples=150, deadline=None)
def test_no_field_of_a_json_resume_is_lost(record: dict[str, Any]) -> None:
    """Fields of any shape, known or not, are placed or left over."""
    every_text_once(read_json(**{"work": [], **record}), record)


def test_a_field_that_comes_twice_is_kept_twice() -> None:
    """JSON keeps the last of two; here neither is lost."""
    reading = read_json_resume('{"basics": {"name": "Ann", "name": "Bell"}}', "resume.json")
    assert take(reading, Part.NAME) == ["Ann"]
    assert take(reading, Part.LEFT_OVER) == ["Bell"]


RENDERCV = """
cv:
  name: Ann Bell
  email: ann@example.com
  phone: +46 555 01 22
  social_networks: [{network: LinkedIn, username: ann}]
  sections:
    summary: [I count.]
    experience:
      - {company: Harbor, position: Analyst, location: Oslo, start_date: 2020-01, end_date: present,
         highlights: ["Counted **900** [visits](https://example.com/v)", Cut]}
    Studium: [{institution: Lund, degree: BSc, area: Statistics, date: 2018}]
    technologies: [{label: Data, details: "SQL, R"}]
    selected_honors: [{bullet: A prize}, plain text]
    projects: [{name: Shed, summary: Built, highlights: [Roof]}]
design: {theme: classic, page: {size: a4}}
"""


def test_a_rendercv_file_is_read_by_the_shape_of_its_entries() -> None:
    """Its dates stay as they are written, its Markdown is taken back, its design is left over."""
    reading = read_rendercv(RENDERCV, "cv.yaml")
    assert take(reading, Part.CONTACT) == ["ann@example.com", "+46 555 01 22", "LinkedIn: ann"]
    assert take(reading, Part.SUMMARY) == ["I count."]
    assert take(reading, Part.DATES, 1) == ["2020-01", "present"]
    assert take(reading, Part.LINE, 1) == ["Counted 900 visits", "Cut"]
    assert take(reading, Part.EDUCATION) == ["BSc, Statistics, Lund, 2018"]
    assert take(reading, Part.SKILLS) == ["Data: SQL, R"]
    assert take(reading, Part.OTHER) == ["Selected Honors", "A prize", "plain text"]
    assert take(reading, Part.PROJECTS) == ["Shed", "Built", "Roof"]
    assert take(reading, Part.LEFT_OVER) == ["https://example.com/v", "classic · a4"]


@given(
    st.dictionaries(st.sampled_from(("name", "phone", "sections", "own")), VALUES, max_size=4),
    st.dictionaries(KEYS, VALUES, max_size=3),
)
@settings(max_examples=100, deadline=None)
def test_no_field_of_a_rendercv_file_is_lost(cv: dict[str, Any], more: dict[str, Any]) -> None:
    """Fields of any shape, known or not, are placed or left over."""
    text = yaml.safe_dump({"cv": cv, "more": more})
    every_text_once(read_rendercv(text, "cv.yaml"), {"cv": cv, "more": more})


OLD = """<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo><Identification>
<PersonName><FirstName>Ann</FirstName><Surname>Bell</Surname></PersonName><ContactInfo><Email>
<Contact>ann@example.com</Contact>
</Email></ContactInfo></Identification><WorkExperienceList><WorkExperience><Period>
<From year="2020" month="--01"/>{end}</Period>
<Position><Label>Analyst</Label></Position>
<Activities>&lt;ul&gt;&lt;li&gt;Counted&lt;/li&gt;&lt;li&gt;Cut&lt;/li&gt;&lt;/ul&gt;
</Activities><Employer><Name>Harbor</Name><ContactInfo><Address><Contact><Municipality>Oslo</Municipality>
</Contact></Address>
</ContactInfo><Sector><Label>Culture</Label></Sector></Employer></WorkExperience></WorkExperienceList>
<EducationList><Education>
<Period><From year="2015"/><To year="2018"/></Period><Title>BSc</Title><Organisation><Name>Lund</Name>
</Organisation>
</Education></EducationList><Skills><Computer><Description>SQL</Description></Computer></Skills></LearnerInfo>
</SkillsPassport>"""
NEW = """<Candidate xmlns="http://www.europass.eu/1.0" xmlns:h="h" xmlns:o="o"><CandidatePerson><PersonName>
<o:GivenName>Ann</o:GivenName>
<h:FamilyName>Bell</h:FamilyName></PersonName><Communication><o:URI>ann@example.com</o:URI></Communication>
</CandidatePerson>
<CandidateProfile><h:ExecutiveSummary>I count.</h:ExecutiveSummary><EmploymentHistory><EmployerHistory>
<h:OrganizationName>Harbor</h:OrganizationName><PositionHistory><PositionTitle>Analyst</PositionTitle>
<EmploymentPeriod><StartDate>
<h:FormattedDateTime>2020-01</h:FormattedDateTime></StartDate><EndDate>
<h:FormattedDateTime>2021-03</h:FormattedDateTime></EndDate>
</EmploymentPeriod><o:Description>Counted</o:Description><City>Oslo</City></PositionHistory></EmployerHistory>
</EmploymentHistory>
<EducationHistory><EducationOrganizationAttendance><h:OrganizationName>Lund</h:OrganizationName><EducationDegree>
<h:DegreeName>BSc</h:DegreeName></EducationDegree></EducationOrganizationAttendance></EducationHistory>
</CandidateProfile></Candidate>"""
ENDED, GOES_ON = '<To year="2021" month="--03"/>', "<Current>true</Current>"


@pytest.mark.parametrize(
    ("source", "dates", "lines"),
    [
        (OLD.format(end=ENDED), ["2020-01", "2021-03"], ["Counted", "Cut"]),
        (OLD.format(end=GOES_ON), ["2020-01 -"], ["Counted", "Cut"]),
        (NEW, ["2020-01", "2021-03"], ["Counted"]),
    ],
)
def test_europass_of_both_kinds(source: str, dates: list[str], lines: list[str]) -> None:
    """The older and the newer XML give the same job."""
    reading = read_europass(source.encode(), "cv.xml")
    assert take(reading, Part.NAME) + take(reading, Part.CONTACT) == ["Ann Bell", "ann@example.com"]
    assert [take(reading, part, 1) for part in (Part.ROLE, Part.EMPLOYER, Part.PLACE)] == [
        ["Analyst"],
        ["Harbor"],
        ["Oslo"],
    ]
    assert take(reading, Part.DATES, 1) == dates
    assert take(reading, Part.LINE, 1) == lines
    assert any("BSc" in text for text in take(reading, Part.EDUCATION))


TAGS = st.sampled_from(
    (
        "WorkExperience",
        "Position",
        "Label",
        "Activities",
        "Skills",
        "Other",
        "Period",
        "From",
        "Employer",
        "Name",
        "Own",
    )
)


@given(
    st.recursive(
        st.sampled_from(("one", "two", "three")),
        lambda inner: st.lists(st.tuples(TAGS, inner), max_size=4),
        max_leaves=10,
    )
)
@settings(max_examples=100, deadline=None)
def test_no_text_of_a_europass_file_is_lost(tree: Any) -> None:
    """Elements of any order give each text once."""

    def write(node: Any) -> str:
        return node if isinstance(node, str) else "".join(f"<{tag}>{write(inner)}</{tag}>" for tag, inner in node)

    source = f"<LearnerInfo>{write(tree)}</LearnerInfo>"
    pieces = [piece.text for piece in read_europass(source.encode(), "cv.xml").pieces if piece.part != Part.BETWEEN]
    for word in ("one", "two", "three"):
        assert " ".join(pieces).count(word) == write(tree).count(word)


ARCHIVE = {
    "Profile.csv": 'First Name,Last Name,Headline,Summary,Industry\nAnn,Bell,Analyst,"I count.",Libraries\n',
    "Email Addresses.csv": "Email Address,Confirmed\nann@example.com,Yes\n",
    "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\n"
    'Harbor,Analyst,"- Counted\n- Cut",Oslo,Jan 2020,Mar 2021\nKettle,Clerk,Sold tea,,Feb 2022,\n',
    "Education.csv": "School Name,Start Date,End Date,Degree Name\nLund,2015,2018,BSc\n",
    "Skills.csv": "Name\nSQL\nR\n",
    "../../Languages.csv": "Name,Proficiency\nDutch,Native\n",
    "Connections.csv": "Notes\nnot yours\n",
}


def test_the_archive_of_linkedin_is_read_table_by_table() -> None:
    """Tables that are no resume are named and not read; a position without an end goes on."""
    reading = read_linkedin(make_zip(dict(ARCHIVE)), "archive.zip")
    assert take(reading, Part.NAME) == ["Ann Bell"]
    assert take(reading, Part.CONTACT) == ["Analyst", "ann@example.com"]
    assert take(reading, Part.DATES, 1) + take(reading, Part.DATES, 2) == ["Jan 2020", "Mar 2021", "Feb 2022 -"]
    assert take(reading, Part.LINE, 1) == ["Counted", "Cut"]
    assert take(reading, Part.EDUCATION) == ["Lund, BSc, 2015 - 2018"]
    assert take(reading, Part.SKILLS) == ["SQL", "R"]
    assert take(reading, Part.OTHER) == ["Languages", "Dutch, Native"]
    assert take(reading, Part.LEFT_OVER) == ["Libraries", "Yes", "not read: Connections.csv"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: read_json_resume("[1", "f.x"), "damaged"),
        (lambda: read_json_resume('{"a": 1}', "f.x"), "not a JSON Resume"),
        (lambda: read_json_resume("[" * 100_000, "f.x"), "damaged"),
        (lambda: read_json_resume('{"work": [' + '{"name": "x"},' * 20_000 + "{}]}", "f.x"), "too long"),
        (lambda: read_rendercv("a: 1", "f.x"), "rendercv render"),
        (lambda: read_rendercv("cv: &a [*a]", "f.x"), "too long"),
        (lambda: read_rendercv("a: &a [x, x]\nb: &b [*a, *a]\ncv: [" + "*b, " * 9_000 + "]", "f.x"), "too long"),
        (lambda: read_rendercv("cv: !!python/object/apply:os.system ['x']", "f.x"), "not a RenderCV file"),
        (lambda: read_europass(b"<a/>", "f.x"), "not a Europass file"),
        (lambda: read_europass(b"<a", "f.x"), "Download it from Europass as PDF"),
        (lambda: read_linkedin(make_zip({"a.csv": "x"}), "f.x"), "not an archive of LinkedIn"),
        (lambda: read_linkedin(b"PK", "f.x"), "damaged"),
        (lambda: read_linkedin(make_zip({"Positions.csv": "a" * 40_000_000}), "f.x"), "too long"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_one_line(call: Any, said: str) -> None:
    """The line names the file, what is wrong and a cure that can be followed."""
    with pytest.raises(UsageError, match=said) as caught:
        call()
    assert str(caught.value).startswith("f.x: ")
    assert caught.value.cure
    assert "\n" not in str(caught.value)

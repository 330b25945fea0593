"""Who is in a cohort: rows of any sensible file, faults with their lines, folder names that are safe everywhere."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import NASTY_TEXTS

from prepkit.errors import UsageError
from prepkit.store import Workspace
from prepkit.workbook.cohort.outcomes import Outcome, Person, Spool, format_results
from prepkit.workbook.cohort.people import MOST_BYTES, name_folder, read_people
from prepkit.workbook.cohort.rows import find_encoding

RESERVED = ("CON", "con", "PRN", "aux", "NUL", "COM1", "lpt9", "COM¹")


def _read(path: Path, content: str | bytes) -> list[Person]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_people(path))


def _faults(people: list[Person]) -> list[tuple[int, str]]:
    return [(person.line, person.fault) for person in people if person.fault]


class TestNames:
    @given(
        st.text(max_size=400)
        | st.sampled_from([*RESERVED, *NASTY_TEXTS, "..", "../../etc", "/abs", "C:\\x", "a" * 300])
    )
    def test_every_name_makes_a_safe_folder(self, text: str) -> None:
        """Whatever somebody is called, their folder is one plain name: not hidden, reserved, too long or a way out."""
        name = name_folder(text)

        assert name
        assert len(name.encode()) <= MOST_BYTES
        assert name.strip(" .-") == name
        assert not set(name) & set('/\\:*?"<>|\x00')
        assert name.isprintable()
        assert name.lower() not in {one.lower() for one in RESERVED} | {"com1"}
        assert Path("out", name).resolve().parent == Path("out").resolve()

    @given(st.text(max_size=120))
    def test_name_of_a_name_is_itself(self, text: str) -> None:
        """A folder can be read back as a person and keeps its name."""
        assert name_folder(text) == name_folder(name_folder(text))

    @given(st.text(max_size=30), st.text(max_size=30))
    def test_texts_that_differ_in_letters_get_folders_that_differ(self, one: str, other: str) -> None:
        """Two people share a folder name only if nothing but case, spaces and plain punctuation tells them apart."""

        def letters(text: str) -> str:
            return name_folder("".join(character for character in text if character not in " -_.,'’"))

        if name_folder(one) == name_folder(other):
            assert letters(one) == letters(other)

    @pytest.mark.parametrize(
        ("text", "name"),
        [("Ann Lee", "ann-lee"), ("José  Álvarez", "josé-álvarez"), ("産品 経理", "産品-経理"), ("7", "7")],
    )
    def test_ordinary_names_stay_readable(self, text: str, name: str) -> None:
        """A coach finds people by their names."""
        assert name_folder(text) == name

    def test_emoji_alone_is_a_person_with_a_digest(self) -> None:
        """Two people who are called by different emoji get different folders."""
        assert name_folder("🚀") != name_folder("🎉")
        assert name_folder("🚀").startswith("person-")


class TestCsv:
    def test_bad_rows_are_named_by_line_and_field_and_stop_nobody(self, tmp_path: Path) -> None:
        """A wrong value, a nameless row and an open quote are faults of their rows; the others are read."""
        people = _read(
            tmp_path / "p.csv",
            'candidate,hours_per_week,interview_date\nAnn,6,2026-04-01\nBob,99,\n,5,\nCy,7,soon\n"Di\nDee",8,2026-05-01\n'
            "Ed,1,,x\n",
        )

        assert [(person.line, person.name) for person in people if not person.fault] == [(2, "Ann"), (6, "Di\\nDee")]
        assert _faults(people) == [
            (3, "hours_per_week: too high; 80 is the most"),
            (4, "candidate: missing; give each person a name or an id"),
            (5, "interview_date: not a date; write it as 2026-03-31"),
            (8, "has 4 cells for 3 columns; quote a cell that holds the delimiter"),
        ]

    @pytest.mark.parametrize(
        ("encoding", "expected"),
        [
            ("latin-1", "cp1252"),
            ("cp1252", "cp1252"),
            ("utf-8", "utf-8-sig"),
            ("utf-8-sig", "utf-8-sig"),
            ("utf-16", "utf-16"),
        ],
    )
    def test_any_encoding_that_spreadsheets_write(self, tmp_path: Path, encoding: str, expected: str) -> None:
        """A CSV in Latin-1, with a byte order mark or in UTF-16 gives the same people, semicolons or not."""
        path = tmp_path / "p.csv"
        people = _read(path, "Name;Hours per week\nJosé Peña;6\n".encode(encoding))

        assert find_encoding(path) == expected
        assert [(person.name, person.values) for person in people] == [
            ("José Peña", {"candidate": "José Peña", "hours_per_week": 6.0})
        ]

    def test_quote_that_is_never_closed_is_one_fault(self, tmp_path: Path) -> None:
        """An open quotation mark swallows what follows; the row that it stands in says so."""
        rows = "".join(f"Person {number},6\n" for number in range(50))
        people = _read(tmp_path / "p.csv", f'candidate,hours_per_week\nAnn,6\n"Bob,6\n{rows}')

        assert _faults(people) == [(3, "goes on for 50 lines; a quotation mark is not closed")]

    @pytest.mark.parametrize(
        ("header", "message"),
        [
            ("candidate,hours_a_week", 'unknown column "hours_a_week". Did you mean "hours_per_week"?'),
            ("candidate,workspace", 'unknown column "workspace"'),
            ("candidate,Candidate", 'column "candidate" is there twice'),
            ("", "is empty"),
        ],
    )
    def test_wrong_header_ends_it_before_anything_is_built(self, tmp_path: Path, header: str, message: str) -> None:
        """An unknown, doubled or missing column is one line with a suggestion."""
        with pytest.raises(UsageError, match=r"p\.csv") as caught:
            _read(tmp_path / "p.csv", f"{header}\nAnn,6\n" if header else "")

        assert message in str(caught.value)

    def test_own_split_of_hours_has_a_column_each(self, tmp_path: Path) -> None:
        """Nested fields are columns with a dot, and are checked together."""
        shares = "product_sense,leadership_stories,technical_analytics,resume"
        header = ",".join(f"custom_shares.{name}" for name in shares.split(","))
        people = _read(
            tmp_path / "p.csv", f"candidate,preset,{header}\nAnn,custom,40,30,20,10\nBob,custom,40,30,20,20\n"
        )

        assert people[0].values["custom_shares"]["product_sense"] == 40
        assert _faults(people) == [(3, "custom_shares make 110, not 100; change them until they do")]

    def test_hundred_thousand_rows_are_checked_without_being_held(self, tmp_path: Path) -> None:
        """A file of 100,000 rows costs memory for the folder names alone, however long its rows are."""
        path = tmp_path / "p.csv"
        notes = "x" * 200
        with path.open("w", encoding="utf-8") as file:
            file.write("id,candidate,notes\n")
            file.writelines(f"{number},Person {number},{notes}\n" for number in range(100_000))
        tracemalloc.start()
        read = sum(not person.fault for _, person in zip(range(20_000), read_people(path), strict=False))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert read == 20_000
        assert peak < path.stat().st_size / 5


class TestOtherFiles:
    def test_yaml_entry_that_is_wrong_is_one_row(self, tmp_path: Path) -> None:
        """Each entry of a YAML list stands alone: a broken one, an unknown key and a bare text are faults of theirs."""
        text = (
            "# our people\n---\n- candidate: Ann\n  interview_date: 2026-04-01\n  notes: |\n    - not a person\n"
            "- candidate: [\n- just a text\n- candidate: Bob\n  hours: 3\n-\n  candidate: Cy\n"
        )
        people = _read(tmp_path / "p.yaml", text)

        assert [person.name for person in people if not person.fault] == ["Ann", "Cy"]
        assert people[0].values["interview_date"] == "2026-04-01"
        assert [line for line, _ in _faults(people)] == [7, 8, 9]
        assert 'unknown key "hours"' in _faults(people)[2][1]

    def test_yaml_that_is_no_list_is_refused(self, tmp_path: Path) -> None:
        """One profile instead of a list is one clear line."""
        with pytest.raises(UsageError, match="line 1: is no list of people"):
            _read(tmp_path / "p.yml", "candidate: Ann\n")

    def test_json_lines(self, tmp_path: Path) -> None:
        """Each line is a person; one that is no JSON, no object or nested without end is a fault of that line."""
        lines = [
            json.dumps({"candidate": "Ann", "hours_per_week": 6}),
            "",
            "{",
            "[1]",
            "[" * 100_000,
            '{"candidate": 5}',
        ]
        people = _read(tmp_path / "p.jsonl", "\n".join(lines))

        assert [person.name for person in people if not person.fault] == ["Ann"]
        assert [line for line, _ in _faults(people)] == [3, 4, 5, 6]

    def test_folder_of_workspaces(self, tmp_path: Path) -> None:
        """Each workspace in a folder is a person; other folders are not."""
        for name in ("Ann Lee", "bob"):
            Workspace.create(tmp_path / name).close()
        (tmp_path / "notes").mkdir()

        assert [(person.name, person.folder) for person in read_people(tmp_path)] == [
            ("Ann Lee", "ann-lee"),
            ("bob", "bob"),
        ]
        assert [person.folder for person in read_people(tmp_path, str(tmp_path))] == ["Ann Lee", "bob"]

    @pytest.mark.parametrize("name", ["missing.csv", "p.xlsx", "empty"])
    def test_what_cannot_be_read_is_one_line(self, tmp_path: Path, name: str) -> None:
        """A missing file, an unknown kind and a folder without workspaces are each refused with a cure."""
        (tmp_path / "empty").mkdir()
        (tmp_path / "p.xlsx").write_bytes(b"PK")

        with pytest.raises(UsageError, match=name):
            list(read_people(tmp_path / name))


class TestDoubles:
    def test_second_of_two_with_one_folder_is_refused(self, tmp_path: Path) -> None:
        """Equal ids, and names that make the same folder, are faults that name the first line; the first is built."""
        people = _read(tmp_path / "p.csv", "id,candidate\n1,Ann\n1,Bob\n,Cy Dee\n,cy-dee\n,../Cy Dee\n")

        assert [person.folder for person in people if not person.fault][:3] == ["1", "cy-dee", name_folder("../Cy Dee")]
        assert _faults(people) == [
            (3, 'id: makes the same folder as line 2 ("1"); give each of the two an id of their own'),
            (5, 'id: makes the same folder as line 4 ("cy-dee"); give each of the two an id of their own'),
        ]


class TestOutcomes:
    def test_spool_gives_outcomes_back_in_the_order_of_the_people(self) -> None:
        """Whoever finishes first, results follow the file; nasty texts come back as they were."""
        spool = Spool()
        outcomes = [Outcome(number, number + 1, text, "x", "built", 1.5) for number, text in enumerate(NASTY_TEXTS)]
        for outcome in reversed(outcomes):
            spool.add(outcome)

        assert list(spool) == outcomes
        spool.close()

    def test_results_defuse_formulas(self) -> None:
        """A name or error that a spreadsheet would run is a text there."""
        lines = list(format_results([Outcome(1, 2, "=1+1", "f", "failed", 0.5, "@SUM(A1)")]))

        assert lines == ["name,folder,status,seconds,error,line\n", "'=1+1,f,failed,0.500,'@SUM(A1),2\n"]

"""Reviewing as a person does it: from the command line, from a notebook, with findings set apart for a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result
from shared import NASTY_TEXTS, TODAY

from prepkit.cli import KINDS, ExitCode, main
from prepkit.content.shapes.rules import Kind
from prepkit.errors import UsageError
from prepkit.files.documents import read_document
from prepkit.models import Story
from prepkit.review.examples import write_examples
from prepkit.review.reviewer import review
from prepkit.review.reviews import Reviews
from prepkit.review.rules.rulebook import load_rules
from prepkit.store import Workspace

WEAK = "Responsible for building an XGBoost churn model with AUC 0.91"
STRONG = "Launched size advice for new buyers of running shoes; cut size returns from 14.0% to 11.2% in an 8-week test"


def _call(*arguments: str, typed: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=typed)


class TestCommand:
    def test_findings_have_place_code_and_message(self) -> None:
        """Findings are printed with line, column and code, and the exit code says that there are some."""
        result = _call("review", "-", "--kind", "bullet", typed=WEAK)

        assert result.exit_code == ExitCode.FAILED
        assert result.output.startswith("1:1 error BU001 ")
        assert "?" in result.output.splitlines()[0]

    def test_clean_text_is_exit_code_0(self) -> None:
        """A line with nothing to object to ends with exit code 0."""
        result = _call("review", "-", "--kind", "bullet", typed=STRONG)

        assert result.exit_code == ExitCode.OK, result.output
        assert result.output.startswith("No findings in ")

    def test_json_is_the_documented_schema(self, tmp_path: Path) -> None:
        """JSON carries its schema's version, the facts and each finding with its span."""
        (tmp_path / "b.txt").write_text(WEAK, encoding="utf-8")
        result = _call("review", str(tmp_path / "b.txt"), "--kind", "bullet", "--format", "json")
        found = json.loads(result.stdout)

        assert found["schema"] == "prepkit.review/1"
        assert found["facts"]["framing"] == "technical"
        assert all(WEAK[one["start"] : one["end"]] for one in found["findings"])

    def test_several_files_are_named(self, tmp_path: Path) -> None:
        """Each of several files has its findings under its name, and as JSON its own object."""
        (tmp_path / "weak.md").write_text(WEAK, encoding="utf-8")
        (tmp_path / "strong.txt").write_text(STRONG, encoding="utf-8")
        files = [str(tmp_path / name) for name in ("weak.md", "strong.txt")]
        shown = _call("review", *files, "--kind", "bullet")
        found = json.loads(_call("review", *files, "--kind", "bullet", "--format", "json").stdout)

        assert shown.exit_code == ExitCode.FAILED
        assert all(name in shown.output for name in files)
        assert [one["file"] for one in found] == files
        assert found[1]["findings"] == []

    def test_github_annotations(self, tmp_path: Path) -> None:
        """For CI each finding is a workflow command with file, line, column and an escaped message."""
        path = tmp_path / "a,b%.txt"
        path.write_text(WEAK, encoding="utf-8")
        lines = _call("review", str(path), "--kind", "bullet", "--format", "github").output.splitlines()

        assert lines[0].startswith("::error file=")
        assert "a%2Cb%25.txt,line=1,col=1,title=BU001 weak-opener::" in lines[0]
        assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)

    def test_kinds_are_the_reviewers(self) -> None:
        """The command knows each kind that the reviewer knows."""
        assert get_args(Kind) == KINDS

    def test_rules_are_listed_and_explained(self) -> None:
        """Every rule is listed by code and name; one alone is explained with why, examples and source."""
        listed = _call("rules")
        explained = _call("rules", "BU001")

        assert listed.exit_code == explained.exit_code == ExitCode.OK
        assert len(listed.output.splitlines()) == len(load_rules())
        rule = next(rule for rule in load_rules() if rule.id == "BU001")
        for part in (rule.name, rule.why, rule.instead, write_examples(rule)[0][0].text):
            assert part in explained.output

    def test_unknown_rule_gets_a_suggestion(self) -> None:
        """A code that no rule has is one line with the nearest one."""
        result = _call("rules", "BU0001")

        assert result.exit_code == ExitCode.UNUSABLE
        assert 'no rule "BU0001"' in result.stderr


class TestUnusableInput:
    @pytest.mark.parametrize(
        ("name", "raw", "says"),
        [
            ("latin.txt", "Zoë café".encode("latin-1"), "iconv -f Latin-1 -t UTF-8"),
            ("utf16.txt", "résumé".encode("utf-16"), "it looks like UTF-16"),
            ("cv.pdf", b"%PDF-1.7\n\x00\xff\xfe", "a binary file, not a text"),
            ("ascii.pdf", b"%PDF-1.7 text", "a document, not a text"),
            ("photo.png", b"\x89PNG\r\n\x1a\n\x00\xff", "a binary file, not a text"),
            ("n.ipynb", b"{broken", "not a notebook that can be read"),
            ("m.ipynb", b'{"cells": 3}', "not a notebook that can be read"),
        ],
    )
    def test_is_one_line_with_the_cure(self, tmp_path: Path, name: str, raw: bytes, says: str) -> None:
        """What is no text is named with the cure, with exit code 2 and no traceback."""
        (tmp_path / name).write_bytes(raw)
        result = _call("review", str(tmp_path / name), "--kind", "talk")

        assert result.exit_code == ExitCode.UNUSABLE
        assert says in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1

    def test_missing_file(self, tmp_path: Path) -> None:
        """A file that is not there is named."""
        with pytest.raises(UsageError, match="cannot be read"):
            read_document(str(tmp_path / "nowhere.txt"))

    def test_notebook_is_read_as_its_prose(self, tmp_path: Path) -> None:
        """Of a notebook the Markdown cells are reviewed, not the code."""
        cells = [
            {"cell_type": "markdown", "source": ["One\n", "two"]},
            {"cell_type": "code", "source": "x = 1"},
            {"cell_type": "raw", "source": "three"},
        ]
        (tmp_path / "n.ipynb").write_text(json.dumps({"cells": cells}))

        assert read_document(str(tmp_path / "n.ipynb")) == "One\ntwo"

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("text", ["", " ", "word", "🚀", "a\x00b", "\ud800", "<script>x</script>", *NASTY_TEXTS])
    def test_odd_texts_are_reviewed_without_an_exception(self, text: str, kind: str) -> None:
        """Whatever the text, there is a review, its spans lie in the text, and nothing is shown as markup."""
        found = review(text, kind, today=TODAY)

        assert all(0 <= one.start <= one.end <= len(text) for one in found.findings)
        assert "<script" not in found._repr_html_()
        assert found.to_text()


class TestAcknowledging:
    def test_finding_stays_apart_in_the_workspace(self, workspace: Workspace) -> None:
        """A finding set apart with a reason is not counted again, also after opening the workspace anew."""
        first = review(WEAK, "bullet").findings[0]
        workspace.acknowledge(first.code, WEAK[first.start : first.end], "The posting asks for these words.")
        again = review(WEAK, "bullet", acknowledged=Workspace.open(workspace.path).acknowledged)

        assert first.code not in [one.code for one in again.findings]
        assert [one.code for one in again.acknowledged] == [first.code]

    def test_twice_is_once(self, workspace: Workspace) -> None:
        """Acknowledging the same finding again replaces the reason."""
        workspace.acknowledge("BU001", "Helped", "one")
        workspace.acknowledge("BU001", "Helped", "two")

        assert workspace.acknowledged == [("BU001", "Helped", "two")]

    def test_reason_is_needed(self, workspace: Workspace) -> None:
        """Without a reason nothing is set apart."""
        with pytest.raises(UsageError, match="no reason"):
            workspace.acknowledge("BU001", "Helped", "  ")
        assert workspace.acknowledged == []


class TestSample:
    def test_final_texts_are_clean_and_first_drafts_are_not(self, sample: Workspace) -> None:
        """What the sample finished has no finding of warning or above; what it drafted has."""
        finished = [
            story for story in sample.stories.all() if story.id not in ("story-return-model-draft", "story-wide-fit")
        ]
        finished += [prfaq for prfaq in sample.prfaqs.all() if prfaq.is_complete()]
        finished += [bullet for bullet in sample.bullets.all() if bullet.rewritten]
        finished += sample.letters.all()
        for record in finished:
            found = review(record, today=TODAY)
            assert [one for one in found.findings if one.severity != "info"] == [], record.label

        drafts = [sample.stories.get("story-return-model-draft")]
        drafts += [prfaq for prfaq in sample.prfaqs.all() if not prfaq.is_complete()]
        for record in drafts:
            assert review(record, today=TODAY).count("error") > 0, record.label
        for bullet in sample.bullets.all():
            assert review(bullet.original, "bullet").findings, bullet.original

    def test_reviews_of_several_records_read_well(self, sample: Workspace) -> None:
        """Each record is named; a clean one is a line, one with findings shows its text marked, all escaped."""
        stories = [
            *sample.stories.all()[:2],
            Story(title="<script>", situation="We built an XGBoost model with AUC 0.9"),
        ]
        shown = Reviews(stories, today=TODAY)

        assert all(story.label in repr(shown) for story in stories)
        assert "<script" not in shown._repr_html_()
        assert "ST006" in repr(shown)
        assert repr(Reviews([Story()])).startswith("Nothing to review yet.")

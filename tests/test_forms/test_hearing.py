"""A form shows what is stored, whoever changed it, and leaves alone what is typed into it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from typing import Any

from memory_collection import find, read_html
from waiting import comes_true

from prepkit.boards.hours_log import HoursLog
from prepkit.models import HoursEntry, Loop, MetricPlan, Mock, Profile, Score, Story
from prepkit.store import Workspace


def names_of(form: Any, label: str) -> list[str]:
    """Return the names that a list offers."""
    return [name for name, _ in find(form, label).options]


class TestRecord:
    def test_another_form_is_followed_at_once(self, workspace: Workspace) -> None:
        """What one form saves, another form of the record shows, field by field and within parts and rows."""
        workspace.stories.save(Story(id="s", title="Sizes"))
        one, two = workspace.stories.form(), workspace.stories.form()
        find(one, "Title").value = "Sizes that fit"
        find(one, "Unit").value = "%"
        one.flush()

        assert (find(two, "Title").value, find(two, "Unit").value) == ("Sizes that fit", "%")
        assert "Sizes that fit" in names_of(two, "Story")

    def test_what_is_typed_is_never_overwritten(self, workspace: Workspace) -> None:
        """A field with unsaved words keeps them; the others follow; both are stored in the end."""
        workspace.stories.save(Story(id="s", title="Sizes"))
        one, two = workspace.stories.form(), workspace.stories.form()
        find(two, "Title").value = "My own words"
        find(one, "Title").value = "Other words"
        find(one, "Customer").value = "Parents"
        one.flush()

        assert (find(two, "Title").value, find(two, "Customer").value) == ("My own words", "Parents")
        two.flush()
        assert workspace.stories.get("s") == Story(id="s", title="My own words", customer="Parents")
        assert find(one, "Title").value == "My own words"

    def test_a_save_does_not_rewrite_what_stands_in_an_input(self, workspace: Workspace) -> None:
        """A number that is half typed is stored and stays as it was typed."""
        workspace.metric_plans.save(MetricPlan(id="p"))
        form = workspace.metric_plans.form("experiment")
        find(form, "Baseline rate (%)").value = "0.0"
        form.flush()

        assert workspace.metric_plans.get("p").baseline_rate == 0
        assert find(form, "Baseline rate (%)").value == "0.0"

    def test_rows_are_followed(self, workspace: Workspace) -> None:
        """A row that is added elsewhere stands here, too."""
        workspace.mocks.save(Mock(id="m"))
        form = workspace.mocks.form()
        workspace.mocks.save(Mock(id="m", scores=(Score(dimension="story-metric", score=4),)))

        assert find(form, "Score 1").value == "4"

    def test_a_restored_state_is_shown(self, workspace: Workspace) -> None:
        """After a restore the earlier text stands in the form, and typing does not bring the later one back."""
        workspace.stories.save(Story(id="s", title="First", customer="Parents"))
        workspace.stories.save(Story(id="s", title="Second", customer="Nobody"))
        form = workspace.stories.form()
        workspace.stories.restore("s", 1)
        assert find(form, "Title").value == "First"
        find(form, "Year").value = "2020"
        form.flush()

        assert workspace.stories.get("s") == Story(id="s", title="First", customer="Parents", year=2020)

    def test_a_deleted_record_leaves_the_form(self, workspace: Workspace) -> None:
        """A record that is deleted elsewhere is not brought back by the next key; the form says what happened."""
        workspace.stories.save(Story(id="s", title="Sizes", customer="Parents"))
        form = workspace.stories.form()
        workspace.stories.delete("s")
        assert "deleted elsewhere" in read_html(form)
        find(form, "Title").value = "Another"
        form.flush()

        [story] = workspace.stories.all()
        assert (story.title, story.customer) == ("Another", "")
        assert comes_true(lambda: names_of(form, "Story") == ["Another"])

    def test_unsaved_words_outlive_a_deletion(self, workspace: Workspace) -> None:
        """What was typed and not saved when the record was deleted is kept, with the record."""
        workspace.stories.save(Story(id="s", title="Sizes"))
        form = workspace.stories.form()
        find(form, "Customer").value = "Parents"
        workspace.stories.delete("s")
        form.flush()

        assert workspace.stories.get("s").customer == "Parents"

    def test_a_value_that_does_not_fit_is_shared(self, workspace: Workspace) -> None:
        """What does not fit yet is shown by other forms with its reason, and goes when it is mended."""
        workspace.stories.save(Story(id="s"))
        one, two = workspace.stories.form(), workspace.stories.form()
        find(one, "Year").value = "soon"
        one.flush()
        assert find(two, "Year").value == "soon"
        assert "write digits only" in read_html(two)
        find(two, "Year").value = "2020"
        two.flush()

        assert find(one, "Year").value == "2020"
        assert "write digits only" not in read_html(one)

    def test_another_kernel_is_followed(self, workspace: Workspace) -> None:
        """What another process saves is shown without anybody's doing."""
        workspace.stories.save(Story(id="s", title="Sizes"))
        form = workspace.stories.form()
        code = f"""
from prepkit.models import Story
from prepkit.store import Workspace
w = Workspace({str(workspace.path)!r})
w.stories.save(Story(id="s", title="From elsewhere"))
w.stories.save(Story(id="t", title="A new one"))
"""
        subprocess.run([sys.executable, "-c", code], check=True)

        assert comes_true(lambda: find(form, "Title").value == "From elsewhere")
        assert comes_true(lambda: "A new one" in names_of(form, "Story"))

    def test_the_profile_by_hand(self, workspace: Workspace) -> None:
        """A change of profile.yaml with an editor stands in the form."""
        form = workspace.profiles.form()
        (workspace.path / "profile.yaml").write_text("candidate: Mira\n", encoding="utf-8")

        assert comes_true(lambda: find(form, "Your name").value == "Mira")

    def test_a_closed_form_hears_nothing(self, workspace: Workspace) -> None:
        """Closing a form ends its listening."""
        workspace.stories.save(Story(id="s", title="Sizes"))
        form = workspace.stories.form()
        title = find(form, "Title")
        form.close()
        workspace.stories.save(Story(id="s", title="Other"))

        assert title.value == "Sizes"
        assert form._hear not in [held() for held, _ in workspace.changes._listeners]


class TestBeside:
    def test_lists_follow(self, workspace: Workspace) -> None:
        """Records and stories to pick from are those there are."""
        workspace.mocks.save(Mock(id="m"))
        form = workspace.mocks.form()
        workspace.stories.save(Story(id="s", title="Sizes"))

        assert comes_true(lambda: "Sizes" in names_of(form, "Story"))
        workspace.stories.save(Story(id="s", title="Sizes that fit"))
        assert comes_true(lambda: "Sizes that fit" in names_of(form, "Story"))

    def test_the_timeline_follows_the_profile(self, workspace: Workspace) -> None:
        """The picture above the loop is that of the dates that the profile has now."""
        workspace.loops.save(Loop())
        form = workspace.loops.form()
        before = form._drawn[0].value
        workspace.profiles.save(Profile(start_date=dt.date(2026, 1, 5), interview_date=dt.date(2026, 3, 2)))

        assert comes_true(lambda: form._drawn[0].value != before)

    def test_hours_follow(self, workspace: Workspace) -> None:
        """Hours that are logged elsewhere stand in the table at once."""
        log = HoursLog(workspace)
        workspace.hours.save(HoursEntry(id="h", date=dt.date(2026, 1, 5), minutes=45, note="From the command line"))

        assert comes_true(lambda: "From the command line" in read_html(log))

    def test_sections_follow_each_other(self, workspace: Workspace) -> None:
        """What one part of a plan saves is what another part computes from."""
        workspace.metric_plans.save(MetricPlan(id="p", metric_type="rate"))
        experiment, result = workspace.metric_plans.form("experiment"), workspace.metric_plans.form("result")
        assert find(result, "Did it, in the control") is not None
        find(experiment, "Kind of metric").value = "average"
        experiment.flush()

        assert result._inputs["control_successes"].view.layout.display == "none"


def test_typing_goes_on_while_others_save(workspace: Workspace) -> None:
    """With a form typed into while another thread saves other fields, no key and no save is lost."""
    workspace.stories.save(Story(id="s"))
    form = workspace.stories.form()

    def save() -> None:
        for number in range(40):
            workspace.stories.update(
                "s", lambda stored, kept, number=number: (stored.replace(customer=str(number)), kept)
            )

    other = threading.Thread(target=save)
    other.start()
    for number in range(40):
        find(form, "Title").value = f"Title {number}"
        form.flush()
    other.join()

    assert workspace.stories.get("s") == Story(id="s", title="Title 39", customer="39")
    assert find(form, "Customer").value == "39"

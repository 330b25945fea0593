"""A text in a language without rules is not reviewed, and that is said."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from prepkit.cli import main
from prepkit.live.editor.judging import judge, make_field_reviewer
from prepkit.review.reading.language import name_language
from prepkit.review.reviewer import review, review_field
from prepkit.text import read

FOREIGN = {
    "Leitete ein Team von sechs Köchen und senkte den Ausschuss in der Backstube um 12 %": "German",
    "Réduit le taux de retour de 14 % à 11 % pour les acheteurs de la boutique": "French",
    "Reduje el costo de los envíos en un 12 % para clientes nuevos": "Spanish",
    "Reduzi os custos em 12 % para clientes da região em oito semanas": "Portuguese",
    "Ridotto gli scarti del forno del 12 % per i clienti in otto settimane": "Italian",
    "Verlaagde de wachttijd met 12 % voor klanten van de bakkerij": "Dutch",
    "Skróciłem kolejkę o 5 minut dla 900 klientów przez nową kasę": "Polish",
    "用新的排班减少了顾客等待的时间": "a language in other letters",
    "Сократил очередь для клиентов на пять минут": "a language in other letters",
}
ENGLISH = [
    "Led the rollout for Banco de la Nación de Chile, Los Angeles and El Paso",
    "Cut late parcels at Müller & Söhne, Straßburg, from 11.8% to 5.9%",
    "Presented at Les Journées du Commerce; won Prix de la Ville",
    "Cut churn 4%",
    "Die-cast tooling: reduced scrap 3%",
    "",
    "AUC 0.91",
]


@pytest.mark.parametrize(("text", "language"), FOREIGN.items())
def test_another_language_is_named(text: str, language: str) -> None:
    """It has no findings, and what is said of it is not what is said of a text without fault."""
    found = review(text, "bullet")

    assert found.language == language
    assert len(found) == 0
    assert language in found.summary()
    assert found.to_dict()["language"] == language
    assert review_field(text + " " + text, "story").language == language
    assert "No findings" not in found.to_text()


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_names_of_elsewhere_is_english(text: str) -> None:
    """Names, cities and loanwords of another language make no other language."""
    assert name_language(read(text)) == ""


def test_the_editor_says_it() -> None:
    """While one types, the reason stands where findings would."""
    judged = judge(next(iter(FOREIGN)), "story", make_field_reviewer(None), ())

    assert judged["findings"] == []
    assert "German" in judged["error"]


@pytest.mark.parametrize("style", ["text", "github", "json"])
def test_the_command_does_not_pass_it(style: str) -> None:
    """A check of many files does not end as if this one had been found good."""
    ran = CliRunner().invoke(main, ["review", "-", "--kind", "bullet", "--format", style], input=next(iter(FOREIGN)))

    assert ran.exit_code == 2
    assert "German" in ran.output

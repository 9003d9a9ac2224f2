"""The book of scores keeps one line a day and commit; the weights of confidence are fitted the same each time."""

from __future__ import annotations

import sys
import tomllib
from datetime import date
from pathlib import Path

import numpy as np

CORPUS = Path(__file__).parents[2] / "corpus"
sys.path.insert(0, str(CORPUS))

from book import HEAD, Entry, is_held_back, update_book  # noqa: E402
from calibrate import Beliefs, Sample, cross_validate, fit_fields, fit_logistic, fit_scale, to_toml  # noqa: E402

from extractor.fields.confidence import Account, Scale, Sign, judge_account  # noqa: E402
from extractor.schema import FieldType  # noqa: E402
from extractor.score.calibration import Judged, calibration_error  # noqa: E402


def entry(title: str, figure: str, note: str, day: int = 1, details: str = "The figures.") -> Entry:
    return Entry(title, "What it is.", ("F1",), (figure,), details, note, date(2024, 2, day))


def test_a_new_book_has_a_section_with_a_line() -> None:
    table = "| date | commit | F1 |\n|---|---|---|\n| 2024-02-01 | abc | 0.9 |"
    assert (
        update_book("", entry("Texts", "0.9", "abc")) == f"{HEAD}\n## Texts\n\nWhat it is.\n\n{table}\n\nThe figures.\n"
    )


def test_the_same_day_and_commit_again_replaces_the_line() -> None:
    once = update_book("", entry("Texts", "0.9", "abc"))
    assert update_book(once, entry("Texts", "0.9", "abc")) == once
    assert update_book(once, entry("Texts", "0.8", "abc")) == once.replace("0.9", "0.8")


def test_lines_are_kept_and_figures_are_of_the_newest() -> None:
    book = update_book("", entry("Texts", "0.8", "abc", 1, "Old figures."))
    book = update_book(book, entry("Texts", "0.9", "def", 2, "New figures."))
    lines = [line for line in book.splitlines() if line.startswith("| 2024")]
    assert lines == ["| 2024-02-01 | abc | 0.8 |", "| 2024-02-02 | def | 0.9 |"]
    assert ("Old figures." in book, "New figures." in book) == (False, True)


def test_other_sections_stay_as_they_are() -> None:
    both = update_book(update_book("", entry("Texts", "0.8", "abc")), entry("Papers", "0.7", "abc"))
    changed = update_book(both, entry("Texts", "0.9", "abc"))
    assert changed == both.replace("0.8", "0.9")
    assert [line for line in changed.splitlines() if line.startswith("## ")] == ["## Texts", "## Papers"]


def samples() -> tuple[Sample, ...]:
    """Make cells of 200 texts: with one item 9 of 10 are right, with four items 5 of 10, and never a conflict."""
    made = []
    for text in range(200):
        for place, (items, right_of_ten) in enumerate(((0.0, 9), (2.0, 5))):
            right = (text * 7 + place) % 10 < right_of_ten
            account = Account("symptoms", FieldType.CATEGORIES, True, {Sign.ITEMS: items} if items else {})
            made.append(Sample(Judged(f"text {text}", 1, f"symptoms {place}", True, 0.0, right), account))
            silent = Account("sex", FieldType.CATEGORY, False, {})
            made.append(Sample(Judged(f"text {text}", 1, f"sex {place}", False, 0.0, True), silent))
    return tuple(made)


def test_fitted_weights_give_back_the_shares() -> None:
    scale = fit_scale(samples())
    chances = [
        judge_account(Account("symptoms", FieldType.CATEGORIES, True, {Sign.ITEMS: n}), scale) for n in (0.0, 2.0)
    ]
    assert [round(chance, 1) for chance in chances] == [0.9, 0.5]
    assert judge_account(Account("sex", FieldType.CATEGORY, False, {}), scale) > 0.97


def test_few_right_cells_are_no_proof() -> None:
    def sex(count: int) -> float:
        account = Account("sex", FieldType.CATEGORY, True, {})
        silent = Account("sex", FieldType.CATEGORY, False, {})
        made = [
            Sample(Judged(f"text {n}", 1, "sex", one.given, 0.0, True), one)
            for n in range(300)
            if is_held_back(f"text {n}")
            for one in (account, silent)
        ]
        return judge_account(account, fit_scale(made[: 2 * count]))

    assert sex(3) < 0.95 < sex(60)


def test_what_the_gold_never_shows_keeps_the_belief() -> None:
    signs = fit_scale(samples()).given.signs
    assert (signs[Sign.CONFLICT].weight, signs[Sign.CONFLICT].high) == (-2.0, 1.0)
    assert Sign.ASIDE not in signs


def test_reading_a_text_for_the_rules_does_not_make_the_next_one_surer() -> None:
    made = tuple(
        Sample(Judged(f"text {n}", 1, "sex", True, 0.0, not held or n % 2 == 0), account)
        for account in [Account("sex", FieldType.CATEGORY, True, {})]
        for n in range(300)
        for held in [is_held_back(f"text {n}")]
    )
    chance = judge_account(made[0].account, fit_scale(made))
    assert 0.4 < chance < 0.75  # half of the texts held back are right, and all of those read


def test_cross_validation_judges_every_cell_once() -> None:
    judged = cross_validate(samples())
    assert [one.field for one in judged] == [sample.cell.field for sample in samples()]
    assert calibration_error(judged) < 0.05


def test_the_file_is_the_same_each_time_and_can_be_read() -> None:
    texts = {to_toml(fit_scale(samples()), samples(), date(2024, 2, 1)) for _ in range(2)}
    assert len(texts) == 1
    raw = tomllib.loads(texts.pop())
    assert (raw["date"], raw["texts"], raw["cells"]) == (date(2024, 2, 1), 200, 800)
    assert raw["given"]["signs"]["conflict"] == {"weight": -2.0, "low": 0.0, "high": 1.0}
    assert isinstance(fit_scale(samples()), Scale)


def test_without_data_the_weights_are_the_beliefs() -> None:
    beliefs = np.array([0.5, -2.0])
    found = fit_logistic(np.zeros((4, 2)), np.array([1.0, 0.0, 1.0, 0.0]), np.ones(4), Beliefs(beliefs, np.ones(2)))
    assert np.allclose(found, beliefs)


def test_a_field_without_gold_is_fitted_by_what_readers_said() -> None:
    scale = fit_scale(samples())
    judged, other = (Account(name, FieldType.CATEGORIES, True, {}) for name in ("diagnosis", "comorbidities"))
    said = [Sample(Judged(f"text {n}", 1, "diagnosis", True, 0.0, n % 4 == 0), judged) for n in range(400)]
    fitted = fit_fields(scale, said)
    assert abs(judge_account(judged, fitted) - 0.25) < 0.03
    assert judge_account(other, fitted) == judge_account(other, scale)


def test_a_sign_that_only_a_field_without_gold_has_is_fitted_with_it() -> None:
    scale = fit_scale(samples())
    firm, weak = (Account("diagnosis", FieldType.CATEGORIES, True, {Sign.FIRM: amount}) for amount in (1.0, 0.5))
    said = [
        Sample(Judged(f"text {n}", 1, "diagnosis", True, 0.0, n % 10 != 0 if account is firm else n % 2 == 0), account)
        for account in (firm, weak)
        for n in range(300)
    ]
    fitted = fit_fields(scale, said)
    assert abs(judge_account(firm, fitted) - 0.9) < 0.03
    assert abs(judge_account(weak, fitted) - 0.5) < 0.03
    judged = cross_validate(said, lambda some: fit_fields(scale, some))
    assert calibration_error(judged) < 0.05

"""Names of authors in the ways that databases list them."""

from __future__ import annotations

import pytest

from extractor.references.names import name_words, split_authors


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("Smith, Jane", ["Smith, Jane"]),
        ("Smith J, Doe AB", ["Smith J", "Doe AB"]),
        ("Smith J., Doe A.B.", ["Smith J.", "Doe A.B."]),
        ("Smith, J.; Doe, A. B.", ["Smith, J.", "Doe, A. B."]),
        ("Smith, Jane and Doe, Ann", ["Smith, Jane", "Doe, Ann"]),
        ("Jane Smith, Ann Doe, Lee Wong", ["Jane Smith", "Ann Doe", "Lee Wong"]),
        ("Smith, J., Doe, A. B.", ["Smith, J.", "Doe, A. B."]),
        ("Smith K.Doe G. F.", ["Smith K.", "Doe G. F."]),
        ("Smith, Jane (57201234567); Doe, Ann (orcid.org/0000)", ["Smith, Jane", "Doe, Ann"]),
        ("Smith J, et al.", ["Smith J"]),
        ("Anonymous", []),
    ],
)
def test_a_list_is_split_into_names(listed: str, names: list[str]) -> None:
    assert split_authors(listed) == names


def test_words_of_a_name_are_free_of_accents_initials_and_particles() -> None:
    assert name_words("van der Müller-Lüdenscheidt, J. P., Jr") == {"muller", "ludenscheidt"}
    assert name_words("O'Neil AB") == {"oneil", "ab"}

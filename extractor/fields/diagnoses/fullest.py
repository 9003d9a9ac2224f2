"""Gives a chosen illness the fullest name that the text has for it: where, of which kind, and as one growth."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from extractor.case import Mention, Period, Reading
from extractor.fields.diagnoses.kinship import places_of_body
from extractor.fields.wanted import says_more
from extractor.lexicon import load_lexicon, load_words

_GERM_CELLS = re.compile(r"(?:.* )?germ cell tumor(?: of .+)?")
_OF_GERM_CELLS = re.compile(
    r"(?:(?:im)?mature )?(?:yolk sac tumor|embryonal carcinoma|teratoma|seminoma|dysgerminoma|choriocarcinoma)"
)
_KINDS = (
    "places_before",
    "places_behind",
    "kinds",
    "kinds_of_growth",
    "kinds_of_cell",
    "kinds_before_kinds",
    "more_kinds",
)
# "drug-induced", "ACTH-secreting", "T-cell"
_BY_FORM = re.compile(r"[\w-]+-(?:secreting|producing|related|associated|induced|type|cell)|cell")
_NO_KIND = re.compile(
    r"\b(?:metasta\w+|recurrent|recurrence|residual|\w+-like|pseudo\w*|suspected|non|post\w*|acute|subacute|chronic)\b"
)
# What is said of several patients, or of the illness in general, names another as well.
_OF_MANY = re.compile(r"\b(?:patients|cases)\b")


def in_full(
    chosen: Sequence[Mention], own: Iterable[Mention], given_up: Collection[Mention], reading: Reading
) -> list[Mention]:
    """Call the chosen ones by the fullest names that the text has; what gives a name stands behind them as evidence."""
    left = _without_parts(chosen)
    names = {m.concept for m in left}
    known = [m for m in own if m not in given_up]
    called, fuller_ones = [], []
    for mention in left:
        fuller = _fullest(mention, known, names, reading)
        called.append(mention if fuller is None else replace(mention, concept=fuller.concept))
        if fuller is not None and fuller not in fuller_ones:
            fuller_ones.append(fuller)
    return [*called, *fuller_ones]


def _fullest(mention: Mention, known: Sequence[Mention], names: Collection[str], reading: Reading) -> Mention | None:
    less = mention.concept
    fuller = {
        m.concept: m
        for m in reversed(known)
        if (m.qualifiers.holds or m.qualifiers.assertion is mention.qualifiers.assertion)
        and says_more(m.concept, less)
        and _is_kind(m.concept, less)
    }
    most = [one for one in fuller if all(one == other or _covers(one, other) for other in fuller)]
    if most and not any(one in names for one in fuller) and _may_tell(fuller[most[0]], reading):
        return fuller[most[0]]
    return None


def _may_tell(mention: Mention, reading: Reading) -> bool:
    """Tell a name of now that is not the second half of "lung and mediastinal sarcoidosis"."""
    sentence = reading.sentence_of(mention)
    before = sentence.before(mention.span)
    if _OF_MANY.search(sentence.text) is not None:
        return False
    return mention.qualifiers.period is not Period.BEFORE and not before.endswith((" and ", " or ", "/"))


def _covers(more: str, less: str) -> bool:
    return says_more(more, less) or set(more.split()) >= set(less.split())


def _is_kind(more: str, less: str) -> bool:
    """Tell whether what a name has beyond another says of which kind the illness is, or where."""
    if more in load_lexicon("disease").concepts():
        return _NO_KIND.search(more) is None
    whole, _, place = more.partition(" of ") if " of " not in less else (more, "", "")
    words = whole.removesuffix(less).split()
    return all(_is_known(word.lower()) for word in words) and (bool(words) or _NO_KIND.search(place) is None)


def _is_known(word: str) -> bool:
    return (
        _BY_FORM.fullmatch(word) is not None
        or word in places_of_body()
        or any(word in load_words("illness_names", one) for one in _KINDS)
    )


def _without_parts(chosen: Sequence[Mention]) -> list[Mention]:
    """Leave out what a mixed germ cell tumor is made of, told in one sentence with it."""
    mixed = [m for m in chosen if _GERM_CELLS.fullmatch(m.concept) is not None]
    return [
        m
        for m in chosen
        if _OF_GERM_CELLS.fullmatch(m.concept) is None
        or not any(one.sentence == m.sentence and one.span.start < m.span.start for one in mixed)
    ]

"""Rules of choice. The final diagnosis, and the ones given up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from extractor.case import Assertion, Mention, Period, Reading, Subject
from extractor.document import SectionKind
from extractor.fields.chosen import Chosen
from extractor.fields.diagnoses.coordination import heads_of
from extractor.fields.diagnoses.definite import in_definite_form, with_definite, with_titled
from extractor.fields.diagnoses.fullest import in_full
from extractor.fields.diagnoses.hanging import hanging_ones
from extractor.fields.diagnoses.likely import likeliest_one, unlikely_ones
from extractor.fields.diagnoses.opening import found_on_the_way
from extractor.fields.diagnoses.sole import find_sole_illness
from extractor.fields.diagnoses.states import states_beside, with_causes
from extractor.fields.diagnoses.superseding import successors, superseded
from extractor.fields.diagnoses.unread import is_named_again, names_unread
from extractor.fields.diagnoses.weak import names_growth, weak_ones
from extractor.fields.diagnoses.weighing import Weight, is_hinted, is_told, names_another, weigh
from extractor.fields.diagnoses.wordings import is_at_a_look, is_called, is_first_of_several, is_made, leads_to
from extractor.fields.tabled import is_under
from extractor.fields.telling import (
    SILENT,
    has_cue,
    is_silent,
    texts_behind,
    told_after,
    told_before,
    told_beside,
    words_before,
)
from extractor.fields.wanted import in_one_spelling, is_listed_as, is_same_illness, most_definite, terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field, Find

# With these a patient comes knowing what it is: an operation or tissue only confirms it.
_PLAIN = re.compile(
    r"(?:carcinoma|cancer|sarcoma|leukemia|lymphoma|melanoma|rupture|fracture|dislocation|injury|tear|laceration)\b"
)


# "had been misdiagnosed with cystitis for two years": given up, however long ago
_MISTAKEN = re.compile(r"\bmisdiagnos\w+\s(?:as|with)\b(?!.*\b(?:before|until)\b)", re.IGNORECASE)
_Weighed = tuple[dict[Mention, Weight], list[Mention], Collection[Mention]]
_Choice = tuple[Chosen, tuple[Mention, ...]]  # with what only a weak word names
# The last choices: the comorbidities ask for the illness of the same reading, which must not be weighed twice.
_LATEST: list[tuple[Find, Reading, _Choice]] = []
_KEPT = 2  # with a recogniser, a case has two readings


def choose_final_diagnosis(field: Field, reading: Reading) -> Chosen:
    """Choose for `final diagnosis`: what the case is diagnosed with in the end; the title where nothing says so."""
    chosen, weak = _choose_once(field, reading)
    doubtful = (*weak, *chosen.doubtful)
    if not chosen.accepted and not doubtful:
        doubtful = likeliest_one(terms_of(field, reading), reading)
    return replace(chosen, doubtful=tuple(_once(doubtful)))


def find_main_illness(field: Field, reading: Reading) -> tuple[Mention, ...]:
    """Give the diagnoses, and those that only a weak word names: neither is another illness of the patient."""
    chosen, weak = _choose_once(field, reading)
    return chosen.accepted + weak


def _choose_once(field: Field, reading: Reading) -> _Choice:
    for find, known, chosen in _LATEST:
        if known is reading and find == field.find:
            return chosen
    chosen = _leave_unlikely(choose_by_rules(field, reading), field, reading)
    _LATEST[:] = [(field.find, reading, chosen), *_LATEST[: _KEPT - 1]]
    return chosen


def _leave_unlikely(choice: _Choice, field: Field, reading: Reading) -> _Choice:
    """Propose what the rules chose, but the text as a whole makes unlikely."""
    chosen, weak = choice
    stated, unlikely = _part(chosen.accepted, unlikely_ones(chosen.accepted, terms_of(field, reading), reading))
    return replace(chosen, accepted=tuple(stated)), (*weak, *unlikely)


def choose_by_rules(field: Field, reading: Reading) -> _Choice:
    """Choose by what the text says of each illness; also give what only a weak word names."""
    own = [m for m in terms_of(field, reading) if _is_own(m) or is_made(m, reading)]
    weights, given_up, refuted = _weigh_all(own, reading)
    firm = {m: w for m, w in weights.items() if m not in given_up}
    weights = _not_left_open(weights, reading)
    firmest = max((w for m, w in weights.items() if m not in given_up), default=Weight.NONE)
    if firmest < Weight.HINTED:
        # Nothing says what else it was: then the clinical, preoperative or working diagnosis stands.
        given_up = [m for m in given_up if m in refuted or _stays_given_up(m, reading)]
        firmest = max((w for m, w in weights.items() if m not in given_up), default=Weight.NONE)
    final = [m for m, w in weights.items() if w is firmest and w is not Weight.NONE and m not in given_up]
    if firmest >= Weight.DIAGNOSED:
        final = _last_made(final, reading)
    # What one sentence gives up, another may name once more: "abscess was diagnosed".
    doubted = {m.concept for m in given_up}
    final = [m for m in final if m.concept not in doubted] or final
    final = with_titled(final, own, reading)
    final = with_definite(final, weights, given_up)
    told = {m.concept for m, w in weights.items() if w > Weight.BESIDE and m not in given_up}
    named = {full for m in final for full in in_definite_form(m.concept, told)}
    accepted = [m for m in weights if m.concept in named and m not in given_up and weights[m] > Weight.NONE]
    accepted = list(most_definite(accepted))
    weak = weak_ones(accepted, weights, reading)
    accepted, left_out = _part(accepted, weak)
    if not accepted:
        accepted = list(most_definite(find_sole_illness([m for m in own if m not in given_up], reading)))
        left_out = [m for m in left_out if m.concept not in {n.concept for n in accepted}]
    beside = {*hanging_ones(accepted, weights, reading), *states_beside(accepted, weights, reading)}
    accepted, hung = _part(accepted, beside)
    heads = heads_of(accepted, firm, reading)
    left_out = [m for m in left_out if m.concept not in {n.concept for n in heads}]
    accepted = list(most_definite(with_causes([*accepted, *heads], own, reading)))
    accepted = sorted(accepted, key=lambda m: (-firm.get(m, Weight.NONE), m.span))
    accepted = in_one_spelling(in_full(accepted, own, given_up, reading))
    named = {*named, *(m.concept for m in (*heads, *accepted))}
    doubtful = [m for m, w in weights.items() if w is Weight.DIAGNOSED and m.concept not in named and m not in given_up]
    absent = (m for m in own if _is_ruled_out(m, reading) and m.concept not in named and not is_silent(m, reading))
    chosen = Chosen(
        accepted=tuple(accepted),
        absent=tuple(absent),
        doubtful=tuple(_once(doubtful)),
    )
    return chosen, (*left_out, *hung)


def _weigh_all(own: Sequence[Mention], reading: Reading) -> _Weighed:
    """Weigh the patient's illnesses; also give those given up, and which of these were refuted."""
    given_up = _given_up(own, reading)
    weights = {m: weigh(m, reading) for m in own if is_told(m, reading)}
    given_up += _corrected_by_tissue(weights, reading)
    hinted = [m for m in own if m not in given_up and m not in weights and is_hinted(m, reading)]
    weights |= dict.fromkeys(hinted, Weight.HINTED)
    weights = {m: w for m, w in weights.items() if w is not Weight.HINTED or not _is_overtaken(m, reading)}
    refuted = list(superseded(weights, own, reading))
    given_up += refuted
    weights |= successors(weights, reading)
    weights |= dict.fromkeys(found_on_the_way(weights, reading), Weight.BESIDE)
    return weights, given_up, refuted


def _stays_given_up(mention: Mention, reading: Reading) -> bool:
    for_the_time = leads_to("for_the_time", mention, reading) or is_at_a_look(mention, reading)
    return not for_the_time or _is_overtaken(mention, reading)


def _part(mentions: Iterable[Mention], names: Collection[str]) -> tuple[list[Mention], list[Mention]]:
    """Part the mentions of these names, which come second, from the others."""
    kept: list[Mention] = []
    parted: list[Mention] = []
    for m in mentions:
        (parted if m.concept in names else kept).append(m)
    return kept, parted


def _last_made(diagnosed: list[Mention], reading: Reading) -> list[Mention]:
    """Give the diagnoses from the last sentence on that turns from those before: "however, he was diagnosed with …"."""
    turns = [m for m in diagnosed if told_before("turns", m, reading)]
    first = max((m.sentence for m in turns), default=-1)
    return [m for m in diagnosed if m.sentence >= first]


def _corrected_by_tissue(weights: Mapping[Mention, Weight], reading: Reading) -> list[Mention]:
    """Give what pictures made the diagnosis, and tissue later said to be something else."""
    tissue = load_cues("findings")["tissue"]
    shown = [
        m
        for m, w in weights.items()
        if w is Weight.SHOWN or (w is Weight.DIAGNOSED and tissue.search(reading.sentence_of(m).text))
    ]
    return [
        m
        for m, w in weights.items()
        if w is Weight.DIAGNOSED
        and m not in shown
        and (
            told_beside("pictured", m, reading)
            or (not names_growth(m.concept) and any(_is_tumor_behind(m, n) for n in shown))
            or is_listed_as("any_mass", m.concept)
        )
        and any(n.sentence > m.sentence and not is_same_illness(n.concept, m.concept) for n in shown)
    ]


def _is_tumor_behind(mention: Mention, shown: Mention) -> bool:
    """Tell "a diagnosis of an infected cyst was made; histology showed a cystadenocarcinoma"."""
    return shown.sentence > mention.sentence and names_growth(shown.concept)


def _is_overtaken(mention: Mention, reading: Reading) -> bool:
    """Tell whether the text goes on to what tissue or an operation showed, or to another diagnosis, read or not."""
    overtaking = load_cues("findings")["overtaking"]
    return any(overtaking.search(text) is not None for text in texts_behind(mention, reading)) or _is_looked_into(
        ("tissue", "seen_without", "seen_inside"), mention, reading
    )


def _is_looked_into(ways: Collection[str], mention: Mention, reading: Reading) -> bool:
    """Tell whether the text goes on to what tissue, an operation or an instrument showed."""
    cues = load_cues("findings")
    return any(
        (cues["found"].search(text) is not None or cues["showed"].search(text) is not None)
        and any(cues[name].search(text) is not None for name in ways)
        for text in texts_behind(mention, reading)
    )


def _not_left_open(weights: Mapping[Mention, Weight], reading: Reading) -> dict[Mention, Weight]:
    """Give what is not left open; where that is nothing, what was found and the text does not come back on."""
    kept = {m: w for m, w in weights.items() if not _is_left_open(m, w, reading)}
    if any(w > Weight.NONE for w in kept.values()) or names_unread(reading):
        return kept
    open_ones = {
        m: w
        for m, w in weights.items()
        if (w is Weight.FOUND and not _is_overtaken(m, reading) and not told_after("then_otherwise", m, reading))
        or (w is Weight.BROUGHT and _PLAIN.search(m.concept) is not None and not names_another(m, reading))
    }
    return kept | open_ones


def _is_left_open(mention: Mention, weight: Weight, reading: Reading) -> bool:
    """Tell a weak word where the text goes on to a firmer one that was not read: then silence is better."""
    if weight is Weight.LATER:
        return not is_named_again(mention, reading) and not told_beside("under_the_microscope", mention, reading)
    if weight is Weight.BROUGHT:
        return _is_looked_into(("tissue", "seen_without", "seen_inside"), mention, reading) or names_unread(reading)
    if weight is Weight.FOUND:
        if not is_named_again(mention, reading) and (
            told_before("examined", mention, reading) or names_another(mention, reading, joined=False)
        ):
            return True
        return not told_beside("tissue", mention, reading) and (
            _is_looked_into(("under_the_microscope",), mention, reading) or names_unread(reading)
        )
    return weight in (Weight.WITH, Weight.BESIDE, Weight.HINTED) and names_unread(reading)


def _is_own(mention: Mention) -> bool:
    return mention.qualifiers.subject is Subject.PATIENT and not mention.qualifiers.other_illness


def _is_ruled_out(mention: Mention, reading: Reading) -> bool:
    """Tell "tuberculosis was excluded" from "no history of trauma"."""
    told = mention.qualifiers
    return (
        told.assertion is Assertion.DENIED
        and told.period is not Period.BEFORE
        and has_cue("ruled_out", mention, reading)
    )


def _given_up(mentions: Sequence[Mention], reading: Reading) -> list[Mention]:
    return [
        m
        for m in mentions
        if (m.qualifiers.period is not Period.BEFORE or _MISTAKEN.search(words_before(m, reading)))
        and m.qualifiers.assertion in (Assertion.PRESENT, Assertion.UNCERTAIN)
        and reading.sentence_of(m).section not in SILENT - {SectionKind.TITLE}
        and (
            leads_to("at_first", m, reading)
            or is_first_of_several(m, reading)
            or is_called("was_at_first", m, reading)
            or is_under("initial_misdiagnosis", m, reading)
        )
        and (not told_before("final", m, reading) or is_first_of_several(m, reading))
        and not told_before("differential", m, reading)
    ]


def _once(mentions: Iterable[Mention]) -> Iterable[Mention]:
    found: dict[str, Mention] = {}
    for mention in mentions:
        found.setdefault(mention.concept, mention)
    return found.values()

"""How firmly a sentence makes a disease the diagnosis."""

from __future__ import annotations

import re
from enum import IntEnum

from extractor.case import Mention, MentionKind, Period, Reading
from extractor.document import SectionKind
from extractor.fields.tabled import is_under
from extractor.fields.telling import (
    SILENT,
    first_treatment,
    told_after,
    told_before,
    told_beside,
    words_after,
    words_before,
)
from extractor.lexicon import load_cues

# "stroke was diagnosed and aspirin was given", but "was diagnosed on biopsy as …"
_ASIDE = re.compile(r"\s(?:and|by|on|at|in|after|before)\b(?!.*\b(?:with|as|of|have|be)\b)")
# What is read from the blood is a finding more often than the diagnosis.
_OF_BLOOD = re.compile(r"(?<!leuk)(?<!bacter)(?<!septic)(?<!thalass)(?<!fung)emia$")
_FIRST = 2  # sentences in which a paper brings its patient in


class Weight(IntEnum):
    """How firmly a sentence makes a disease the diagnosis; the lowest count only where nothing says more."""

    NONE = 0
    BESIDE = 1  # in the title, behind "in a man with"
    WITH = 2  # "a man with …", in the sentence that brings the patient in
    BROUGHT = 3  # what brought the patient: "developed", "presented with"
    FOUND = 4  # by pictures, at an operation, in a culture
    NAMED = 5  # in the title, or where the paper says what it reports
    SHOWN = 6  # by tissue
    DIAGNOSED = 7
    FINAL = 8


def weigh(mention: Mention, reading: Reading) -> Weight:
    """Weigh a disease by the words around it."""
    section = reading.sentence_of(mention).section
    if section is SectionKind.TITLE:
        return Weight.BESIDE if told_before("title_beside", mention, reading) else Weight.NAMED
    if section in SILENT:
        return Weight.NONE
    if is_under("diagnosis", mention, reading):
        return Weight.FINAL
    if _is_final(mention, reading):
        return Weight.FINAL
    if _is_diagnosed(mention, reading):
        earlier = told_beside("years_ago", mention, reading) or is_companion(mention, reading)
        return Weight.NONE if earlier or leads_to("diagnosed_before", mention, reading) else Weight.DIAGNOSED
    if told_before("tissue", mention, reading) and told_before("showed", mention, reading):
        return Weight.SHOWN
    if is_companion(mention, reading):
        return Weight.NONE
    if told_before("we_report", mention, reading) and not told_before("reported_beside", mention, reading):
        return Weight.NAMED
    if _says_little(mention) or mention.qualifiers.period is not Period.NOW:
        return Weight.NONE
    return _weigh_story(mention, reading) if mention.sentence <= first_treatment(reading) else Weight.NONE


def _weigh_story(mention: Mention, reading: Reading) -> Weight:
    """Weigh what no word calls the diagnosis: what was found, what brought the patient, whom the paper brings in."""
    if told_after("tested", mention, reading) or leads_to("only_like", mention, reading):
        return Weight.NONE
    if leads_to("found", mention, reading) and not told_before("differentials", mention, reading):
        return Weight.FOUND
    if leads_to("brought_on", mention, reading):
        return Weight.BROUGHT
    brings_in = any(told_before(cues, mention, reading) for cues in ("person_with", "we_report")) and not told_before(
        "reported_beside", mention, reading
    )
    went_on = told_after("goes_on", mention, reading) and not told_after("own_course", mention, reading)
    return Weight.WITH if brings_in and mention.sentence <= _FIRST and not went_on else Weight.NONE


def _says_little(mention: Mention) -> bool:
    """Tell a finding, or an illness that most patients have beside another, from what a paper is about."""
    cues = load_cues("findings")
    if _OF_BLOOD.search(mention.concept) is not None:
        return True
    return any(cues[name].fullmatch(mention.concept) is not None for name in ("too_general", "lasting", "mere_finding"))


def _is_final(mention: Mention, reading: Reading) -> bool:
    """Tell "the final diagnosis was a haemangioma", "diagnosed as haemangioma on final pathology"."""
    if told_before("final", mention, reading):
        return told_beside("diagnosed", mention, reading) or (
            told_before("tissue", mention, reading) and leads_to("confirmed", mention, reading)
        )
    return leads_to("diagnosed", mention, reading) and told_after("in_the_end", mention, reading)


def is_companion(mention: Mention, reading: Reading) -> bool:
    """Tell "a man with autism who presented with tics": an illness that lasts, named on the way to the complaint."""
    if load_cues("findings")["lasting"].fullmatch(mention.concept) is not None:
        return told_after("came_with", mention, reading) or told_after("who_was", mention, reading)
    if not told_before("person_with", mention, reading) or not told_after("goes_on", mention, reading):
        return False
    if told_after("own_course", mention, reading):
        return False
    developed = told_after("then_developed", mention, reading)
    return any(
        later.sentence == mention.sentence
        and later.span.start > mention.span.end
        and (developed or not _says_little(later))
        for later in reading.of(MentionKind.TERM, "disease")
    )


def _is_diagnosed(mention: Mention, reading: Reading) -> bool:
    """Tell "nephritis was diagnosed after lymphoma" of the nephritis, not of the lymphoma nor of a differential."""
    if told_before("differentials", mention, reading):
        return False
    if told_before("diagnosed", mention, reading):
        return leads_to("diagnosed", mention, reading)
    return told_after("was_diagnosed", mention, reading)


def leads_to(cues: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether a cue of the list stands before the mention and nothing between that leads to something else."""
    lists = load_cues("findings")
    before = words_before(mention, reading)
    if before.endswith((" in a ", " in an ")):
        return False  # "suspected to be a carcinoma in a cirrhotic liver"
    ends = [cue.end() for cue in lists[cues].finditer(before) if not _ASIDE.match(before, cue.end())]
    return bool(ends) and ";" not in before[ends[-1] :] and lists["leads_away"].search(before, ends[-1]) is None


def is_called(cues: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether a cue of the list stands behind the mention and no comma between: "lymphoma was suspected"."""
    after = words_after(mention, reading)
    cue = load_cues("findings")[cues].search(after)
    return cue is not None and "," not in after[: cue.start()]

"""States that illnesses lead to: beside the illness itself a state is no answer, and what it is due to is one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from extractor.case import Assertion, Mention, MentionKind, Period, Reading, Subject
from extractor.fields.diagnoses.weak import says_whence
from extractor.fields.diagnoses.weighing import Weight
from extractor.fields.telling import is_silent, words_after, words_before
from extractor.fields.wanted import is_bare, is_listed_as, is_same_illness, lasts_for_life
from extractor.lexicon import load_cues

_BUT_FOUND = (Weight.HINTED, Weight.FOUND, Weight.LATER)
_SAY_LITTLE = ("too_general", "mere_finding", "vague", "any_mass", "lasting")
# "a lymphoma with", "malaria in": what stands behind goes with the illness named before.
_GOES_WITH = re.compile(
    r"(?:(?!\b(?:who|which|that|was|were|had|has|is|revealed|showed|developed|diagnos\w+|found)\b)[^.;:])*?"
    r"(?:\b(?:with|accompanied\s+by|(?:complicated|followed)\s+by|resulting\s+in|leading\s+to|(?:complications?|consequences?)\s+of)|,|\bin\b|\band\b)"
    r"(?:(?!\b(?:who|which|that|was|were|had|has|is|revealed|showed|developed|diagnos\w+|found|due|caused|by|from|between|source)\b)"
    r"[^.;:]){0,80}",
    re.IGNORECASE,
)
_SPREAD = re.compile(r"\bmetastas[ie]s(?:\s+to\b|$)")
_COMPANY = re.compile(r"\b(?:with|by|leading|resulting|of)\b", re.IGNORECASE)
_OWN_CLAUSE = re.compile(r"[^,;.]{0,50}?\s(?:was|were)\s", re.IGNORECASE)  # ", an ascites was drained"
# "the association of a lymphoma with", "a lymphoma and an infarction" are told as equals.
_BOTH = re.compile(
    r"\b(?:association|combination|coexist\w*|co-?occurren\w*|synchronous\w*|simultaneous\w*|concurrent\w*|concomitant\w*|both|dual"
    r"|respectively\s+with)\b",
    re.IGNORECASE,
)
# "based on fever and thrombocytopenia, lupus was diagnosed"
_RESTS_ON = re.compile(r"\b(?:based\s+(?:up)?on|on\s+the\s+basis\s+of|because\s+of|given)\s[^.;:]*$", re.IGNORECASE)
# "due to", right behind a name, with a few words on where or when
_DUE_TO = re.compile(
    r"(?:\s*\([^()]{1,40}\))?(?:\s+(?:of|in|at)\s+(?:(?!\b(?:and|with)\b)[\w-]+\s+){1,6}?|\s+)"
    r"(?:(?:which|that)\s+(?:was|were|is)\s+)?(?:(?:mainly|most\s+likely|probably|likely|presumably)\s+)?"
    r"(?:(?:due|secondary|attribut(?:ed|able))\s+to|caused\s+by|as\s+a\s+(?:result|consequence|complication|manifestation)\s+of"
    r"|resulting\s+from|because\s+of|owing\s+to)\s+(?:an?\s+|the\s+|his\s+|her\s+)?(?:[\w-]+\s+){0,3}",
    re.IGNORECASE,
)
# "a dissection complicated by", "a mole accompanied by": what stands behind came of it, or with it; but not
# "a pregnancy complicated by", "the operation was complicated by"
_CAME_OF_IT = re.compile(
    r"\b(?:complicated\s+(?:by|with)|accompanied\s+by|secondarily\s+caused)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_NO_ILLNESS = re.compile(
    r"\b(?:pregnanc\w+|gestation|labou?r|deliver\w+|surger\w+|operation|procedure|course|transplant\w*|repair|treatment|recovery"
    r"|period|history|stay|admission|intubation|injection|placement|\w+(?:ectomy|plasty|otomy|scopy|therapy)|pains?|fever|vomiting"
    r"|symptoms?|headaches?|weakness|swelling|mass|findings?)\s(?:[^.;,]{0,40}\s)?$",
    re.IGNORECASE,
)
# "bone metastases originating from a melanoma"
_COMES_FROM = re.compile(
    r"(?:\s+(?:of|in|to|at)\s+(?:[\w-]+\s+){1,4}?|\s+)(?:(?:originating|arising|derived|deriving)\s+)?from\s+(?:an?\s+|the\s+|his\s+|her\s+)?"
    r"(?:[\w-]+\s+){0,3}",
    re.IGNORECASE,
)


def with_causes(accepted: Sequence[Mention], own: Collection[Mention], reading: Reading) -> list[Mention]:
    """Give with the accepted what they are due to; "acute liver failure due to leishmaniasis" is the leishmaniasis."""
    causes = list(_causes_of(accepted, own, reading))
    if not causes:
        return list(accepted)
    cues, known = load_cues("findings"), {m.concept for m in causes}
    replaced = {
        m.concept
        for m in accepted
        if m.concept not in known
        and any(cues[name].fullmatch(m.concept) is not None for name in ("failing", "too_general"))
    }
    return [m for m in accepted if m.concept not in replaced] + [m for m in causes if m not in accepted]


def _causes_of(accepted: Collection[Mention], own: Collection[Mention], reading: Reading) -> Iterator[Mention]:
    """Give what a sentence says that an accepted illness is due to: "an obstructive hydrocephalus due to a glioma"."""
    text = reading.document.text
    for cause in own:
        if not cause.qualifiers.holds or not _counts(cause) or is_silent(cause, reading):
            continue
        if any(
            m.sentence == cause.sentence
            and m.span.end < cause.span.start
            and cause.qualifiers.period in (Period.NOW, m.qualifiers.period)
            and not is_same_illness(m.concept, cause.concept)
            and (
                _DUE_TO.fullmatch(text, m.span.end, cause.span.start) is not None
                or (_SPREAD.search(m.concept) and _COMES_FROM.fullmatch(text, m.span.end, cause.span.start))
            )
            for m in accepted
        ):
            yield cause


def states_beside(
    accepted: Collection[Mention], weights: Mapping[Mention, Weight], reading: Reading
) -> Collection[str]:
    """Give the names of states that an illness has with it, and of those that were but found beside one."""
    told = [m for m in accepted if weights.get(m, Weight.NONE) > Weight.NONE]
    came = {m.concept for m in told if _came_of_it(m, reading)}
    came -= {m.concept for m in told if not _came_of_it(m, reading)}
    return came | set(_states_among([m for m in accepted if m.concept not in came], weights, reading))


def _came_of_it(mention: Mention, reading: Reading) -> bool:
    """Tell "a dissection complicated by a stroke" of the stroke."""
    before = words_before(mention, reading)
    cue = _CAME_OF_IT.search(before)
    return cue is not None and not is_silent(mention, reading) and _NO_ILLNESS.search(before, 0, cue.start()) is None


def _states_among(
    accepted: Collection[Mention], weights: Mapping[Mention, Weight], reading: Reading
) -> Collection[str]:
    states = {m.concept for m in accepted if names_state(m.concept)}
    if not states:
        return ()
    if len(states) < len({m.concept for m in accepted}):
        return _mere_companions(accepted, weights, reading)
    best = {concept: max(weights.get(m, Weight.NONE) for m in accepted if m.concept == concept) for concept in states}
    return {m.concept for m in accepted if _says_too_little(m, best[m.concept], reading)}


def _says_too_little(mention: Mention, weight: Weight, reading: Reading) -> bool:
    cues = load_cues("findings")
    if weight < Weight.FINAL and cues["too_general"].fullmatch(mention.concept) is not None:
        return True
    if weight not in _BUT_FOUND:
        return False
    return cues["sign"].fullmatch(mention.concept) is not None or _has_illness_beside(mention, reading)


def _mere_companions(
    accepted: Collection[Mention], weights: Mapping[Mention, Weight], reading: Reading
) -> Collection[str]:
    """Give the states that only go with an accepted illness, that its diagnosis rests on, or that came later."""
    heads = [m for m in accepted if not names_state(m.concept) and (_counts(m) or lasts_for_life(m))]
    if not heads:
        return ()
    states = {m.concept for m in accepted if names_state(m.concept)}
    return {
        concept
        for concept in states
        if all(
            _goes_with(m, heads, reading) or _came_later(m, heads, weights) for m in accepted if m.concept == concept
        )
    }


def _goes_with(state: Mention, heads: Collection[Mention], reading: Reading) -> bool:
    sentence = reading.sentence_of(state)
    if _BOTH.search(sentence.text) is not None:
        return False
    text, own_clause = reading.document.text, _OWN_CLAUSE.match(words_after(state, reading)) is not None
    rests = _RESTS_ON.search(words_before(state, reading)) is not None
    return any(
        head.sentence == state.sentence
        and (
            _hangs_on(text[head.span.end : state.span.start], own_clause=own_clause)
            or (rests and head.span.start > state.span.end)
        )
        for head in heads
    )


def _came_later(state: Mention, heads: Collection[Mention], weights: Mapping[Mention, Weight]) -> bool:
    """Tell "diagnosed with Graves disease. On day 14 … a diagnosis of rhabdomyolysis": but a spread may be reported."""
    return _SPREAD.search(state.concept) is None and any(
        weights.get(head, Weight.NONE) >= Weight.DIAGNOSED and head.sentence < state.sentence for head in heads
    )


def _hangs_on(between: str, *, own_clause: bool) -> bool:
    """Tell what joins a state to the illness before it; behind a mere comma it may be told of by itself."""
    if _GOES_WITH.fullmatch(between) is None:
        return False
    return not own_clause or _COMPANY.search(between) is not None


def names_state(concept: str) -> bool:
    """Tell what many illnesses lead to: "heart failure", "portal hypertension", "a bone metastasis"."""
    if _SPREAD.search(concept) is not None:
        return not says_whence(concept)
    return is_listed_as("state", concept)


def _has_illness_beside(mention: Mention, reading: Reading) -> bool:
    return any(
        other.qualifiers.subject is Subject.PATIENT
        and other.qualifiers.assertion in (Assertion.PRESENT, Assertion.UNCERTAIN)
        and other.qualifiers.period is not Period.BEFORE
        and not is_silent(other, reading)
        and _counts(other)
        and not names_state(other.concept)
        and not is_same_illness(other.concept, mention.concept)
        for other in reading.of(MentionKind.TERM, "disease")
    )


def _counts(mention: Mention) -> bool:
    cues = load_cues("findings")
    return (
        not is_bare(mention.concept)
        and not lasts_for_life(mention)
        and all(cues[name].fullmatch(mention.concept) is None for name in _SAY_LITTLE)
    )

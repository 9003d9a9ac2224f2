"""Names that one phrase joins: two illnesses in a row, or one that hangs on the other, are no turn of the story."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from extractor.case import Mention, Reading
from extractor.fields.diagnoses.passing import names_sign_of_tissue
from extractor.fields.telling import told_beside
from extractor.fields.wanted import is_same_illness
from extractor.lexicon import load_cues

# What parts two names: a verb of their own, a cause, a time, a turn.
_PARTS = re.compile(
    r"[.;:]|\b(?:who|which|whose|that|was|were|had|has|have|is|are|be|been|due|caused|secondary|attribut\w+|after|following|because|for|but"
    r"|develop(?:ed|s|ing)?|from|by|however|while|whereas|although|then|later|subsequent\w*|until|when|since|before|or|not?|without"
    r"|(?:reveal|show|confirm|demonstrat|suggest|indicat|present|diagnos|suspect|exclud)\w*|history|background|patient|man|woman|boy|girl)\b",
    re.IGNORECASE,
)
# What joins them, or hangs the second on the first.
_JOINS = re.compile(
    r",|\b(?:and|with|plus|along|together|in\s+addition\s+to|as\s+well\s+as|causing|resulting\s+in|leading\s+to|complicated\s+by"
    r"|accompanied\s+by)\b",
    re.IGNORECASE,
)
_SAY_LITTLE = ("too_general", "mere_finding", "vague", "any_mass")
_BY = re.compile(r"\b(?:complicated|accompanied|followed)\s+by\b", re.IGNORECASE)


def is_joined(mention: Mention, other: Mention, reading: Reading) -> bool:
    """Tell whether nothing but a list or a word of company parts a name from one behind: "a tear with a fracture"."""
    if other.sentence != mention.sentence or other.span.start <= mention.span.end:
        return False
    start = reading.sentence_of(mention).span.start
    between = reading.sentence_of(mention).text[mention.span.end - start : other.span.start - start]
    return _JOINS.search(between) is not None and _PARTS.search(_BY.sub(" with", between)) is None


def heads_of(accepted: Collection[Mention], weights: Mapping[Mention, int], reading: Reading) -> list[Mention]:
    """Give what one phrase names before an accepted illness, and makes as firm: "a polyp causing an ileus"."""
    known = {m.concept for m in accepted}
    return [
        head
        for head, weight in weights.items()
        if any(
            head.sentence == m.sentence and 0 < weights.get(m, 0) <= weight and is_joined(head, m, reading)
            for m in accepted
        )
        and not any(is_same_illness(head.concept, concept) for concept in known)
        and not says_little_beside(head, reading)
    ]


def says_little_beside(head: Mention, reading: Reading) -> bool:
    """Tell "a tumor", "high-grade", and necrosis under the microscope: no answer beside another."""
    concept, cues = head.concept, load_cues("findings")
    return (
        concept.endswith("-grade")
        or (names_sign_of_tissue(concept) and told_beside("under_the_microscope", head, reading))
        or any(cues[name].fullmatch(concept) is not None for name in _SAY_LITTLE)
    )

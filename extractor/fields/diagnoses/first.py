"""Rules of choice. The diagnosis that was made or suspected first, and given up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.case import Mention, Reading, Subject
from extractor.fields.chosen import Chosen
from extractor.fields.diagnoses.correcting import (
    is_borne_out,
    is_confirmed,
    is_contradicted,
    is_named_after_all,
    is_revised,
    is_seen_otherwise,
    is_settled,
)
from extractor.fields.diagnoses.how_held import Held, how_held, is_vague, looks_like_others
from extractor.fields.diagnoses.kinship import is_short
from extractor.fields.diagnoses.refuting import (
    is_benign_after_all,
    is_found_wanting,
    is_of_first_days,
    is_shown_otherwise,
    is_sound,
    is_spread_elsewhere,
    is_turned_from,
    is_unlike_answer,
    is_unlike_report,
)
from extractor.fields.telling import told_beside
from extractor.fields.wanted import terms_of
from extractor.lexicon import load_cues
from extractor.schema import Field

# These come beside another illness, or are narrowed to one: that another is named says nothing against them.
_OPEN = re.compile(
    r"(?:thrombosis|embolism|(?:cerebrovascular|storage|connective tissue|autoinflammatory|autoimmune"
    r"|lymphoproliferative|metabolic|neurodegenerative|hereditary|genetic) (?:disease|disorder|syndrome)"
    r"|(?:ACTH|Cushing|carcinoid|paraneoplastic|nephrotic)\S* syndrome)s?$"
)
# What an illness leads to: it stays true, whatever the illness proves to be.
_STATE = re.compile(
    r"(?:perforation|peritonitis|effusion|ileus|fractures?|failure|injury|injuries|insufficiency|shock|edema|sepsis"
    r"|hydronephrosis|anemia|an(?:a)?emic syndrome|(?<!immune thrombocyto)penia|hypertension|SIADH)$"
)
# These too, but they are suspected as illnesses of their own.
_EVENT = re.compile(
    r"(?:rupture|ha?emorrhage|bleeding|obstruction|intussusception|stenosis|fistula|cardiomyopathy|abscess|aneurysms?)$"
)


def choose_first_diagnosis(field: Field, reading: Reading) -> Chosen:
    """Choose for `first diagnosis`: made or suspected first, and given up for another."""
    own = [m for m in terms_of(field, reading) if m.qualifiers.subject is Subject.PATIENT]
    held = {m: how_held(m, reading) for m in own}
    first = [m for m, how in held.items() if _is_given_up(m, how, own, reading)]
    concepts = {m.concept for m in first}
    doubtful = {m.concept: m for m, how in held.items() if how >= Held.FOR_NOW and m.concept not in concepts}
    first = [m for m in first if not any(name.startswith(f"{m.concept} ") for name in concepts)]  # "X metastasis"
    return Chosen(accepted=tuple(first), doubtful=tuple(doubtful.values()))


def was_given_up(mention: Mention, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether an illness is no more than what another was taken for at first."""
    how = how_held(mention, reading)
    return how >= Held.FOR_NOW and _is_given_up(mention, how, own, reading)


def _is_given_up(mention: Mention, how: Held, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether enough is said against an illness for how firmly it was held."""
    if how is Held.NOT:
        return False
    if is_shown_otherwise(mention, reading) and not is_confirmed(mention, reading):
        return True
    if how is Held.MISTAKEN:
        return not is_confirmed(mention, reading)
    if how is Held.NO_MORE:
        return not is_named_after_all(mention, own, reading)
    if is_borne_out(mention, own, reading):
        return False
    if load_cues("findings")["of_many_organs"].match(mention.concept) is not None:
        return is_contradicted(mention, own, reading)  # in another organ it has another name
    if how is Held.SUSPECTED and (
        is_found_wanting(mention, reading)
        or is_spread_elsewhere(mention, own, reading)
        or is_benign_after_all(mention, reading)
    ):
        return True
    if is_vague(mention) or _STATE.search(mention.concept) is not None:
        return False
    if how >= Held.FOR_NOW:
        return _is_dropped(mention, how, own, reading)
    if told_beside("tissue", mention, reading) or _EVENT.search(mention.concept) is not None:
        return False
    if looks_like_others(mention.concept):
        return how is Held.HINTED and is_seen_otherwise(mention, own, reading)
    return is_revised(mention, own, reading)


def _is_dropped(mention: Mention, how: Held, own: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether an illness that was held for a time or suspected has nothing more to say for it."""
    if is_contradicted(mention, own, reading) or is_turned_from(mention, reading) or is_sound(mention, reading):
        return True
    if _OPEN.search(mention.concept) is not None or is_short(mention.concept):
        return False
    if is_settled(mention, own, reading):
        return True
    if how is Held.FOR_NOW:
        return _EVENT.search(mention.concept) is None and is_of_first_days(mention, own, reading)
    return how is Held.SUSPECTED and (
        is_unlike_answer(mention, own, reading) or is_unlike_report(mention, own, reading)
    )

"""How sentences tell of an illness: diagnosed, shown by tissue, found, or what brought the patient."""

from __future__ import annotations

import re

from extractor.case import Mention, MentionKind, Period, Reading, Subject
from extractor.fields.telling import is_silent, told_after, told_before, told_beside, words_after, words_before
from extractor.fields.wanted import lasts_for_life
from extractor.guarded import compile_guarded
from extractor.lexicon import load_cues

# "stroke was diagnosed and aspirin was given", but "was diagnosed on biopsy as …"
_ASIDE = re.compile(r"\s(?:and|by|on|at|in|after|before)\b(?!.*\b(?:with|as|of|have|be)\b)")
# What is read from the blood is a finding more often than the diagnosis, unless it is an illness of the blood itself.
_OF_BLOOD = re.compile(
    r"(?<!leuk)(?<!bacter)(?<!septic)(?<!thalass)(?<!fung)(?<!isch)(?<!methemoglobin)(?<!polycyth)(?<!galactos)(?<!acid)"
    r"(?<!tyrosin)(?<!citrullin)(?<!globulin)(?<!meningococc)(?<!candid)(?<!lytic an)(?<!aplastic an)(?<!Fanconi an)"
    r"(?<!sickle cell an)(?<!pernicious an)(?<!megaloblastic an)(?<!sideroblastic an)(?<!Diamond-Blackfan an)emia$"
)
# The diagnosis itself, with but a few words of its name between.
_DIAGNOSED_WITH = re.compile(
    r"\b(?:he|she|patient|man|woman|boy|girl|child|infant|lesion|tumou?r|mass)\s+(?:was|is)\s+(?:\w+ly\s+|then\s+)?"
    r"diagnosed\s+(?:with|as(?:\s+having)?|to\s+have)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:final|definite|definitive)\s+diagnosis\s+(?:of|was)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}$", re.I
)
_FIRST_DIAGNOSIS = re.compile(
    r"\b(?:initial|first|preliminary|tentative)\s+(?:\w+al\s+|\w+ic\s+){0,2}diagnos[ie]s\s+(?:of|was|were|as|included)\b[^.;]*$"
    r"|\bwith\s+(?:an?\s+|the\s+)?(?:suspicious|suspected)\s+diagnosis\s+of\b[^.;]*$"
    r"|\bmislead\w*\b[^.;]*\bdiagnosis\s+of\b[^.;]*$",
    re.IGNORECASE,
)
# "was diagnosed with appendicitis initially"
_AT_FIRST_BEHIND = re.compile(r"\s+(?:initially|at\s+first|provisionally|on\s+admission)\s*(?:[,.;]|and\b|but\b)")
# What a picture or the first look told: it stands where nothing else is told.
_AT_A_LOOK = compile_guarded(
    r"\b(?:sonographic|ultrasonographic|ultrasound)\s+diagnosis\s+(?:of|was)\b[^.;]*$"
    r"|\bdiagnosed\s+(?:pre-?operatively|initially|clinically|provisionally|sonographically)\s+(?:as|with|to\s+have)\b[^.;]*$",
    re.IGNORECASE,
)
_DIAGNOSIS_OF = re.compile(r"(?<!differential )\bdiagnosis\s+of\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_WAS_MADE = re.compile(
    r"[^,.;:]{0,80}?\s(?:was|were|had\s+been|has\s+been)\s+(?:\w+ly\s+)?"
    r"(?:made|established|confirmed|reached|retained)\b"
)
_WAS_DIAGNOSED = re.compile(r"\s+(?:was|were)\s+(?:\w+ly\s+)?diagnosed\b")
_DIAGNOSED_AS = re.compile(
    r"(?:\w+\s+){0,3}diagnosed\s+(?:\w+ly\s+)?(?:as|to\s+have|with(?!\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}"
    r"(?:biops(?:y|ies)|imaging|CT|MRI|ultraso\w+|tomography|endoscopy|PCR|cultures?|tests?|laparo\w+|examination)))\b"
)
# "showed a cyst, although pictures had pointed to a tumor"
_ALTHOUGH = re.compile(
    r"\b(?:showed|revealed|confirmed|was|were|demonstrated)\b[^;]*?\b(?:although|even\s+though|though|whereas|instead\s+of|rather\s+than)\b"
    r"(?!.*\b(?:showed|revealed|confirmed|demonstrated|disclosed)\b)"
)
# "the mass proved to be a carcinoid", "which turned out to be gout", "the diagnosis was changed to achalasia"
_TURNED_OUT = compile_guarded(
    r"(?<!not )\b(?:turned\s+out\s+to\s+be|prove[dn]\s+(?:it\s+|this\s+)?to\s+be"
    r"|(?:was|were)\s+(?:\w+ly\s+)?(?:determined|confirmed)\s+(?:to\s+be|as)"
    r"|(?:was|were)\s+in\s+fact|(?:diagnosis|that)\s+was\s+(?:\w+\s+)?(?:changed|corrected|revised)\s+to"
    r"|(?:lesion|mass|tumou?r|nodule|swelling|polyp|tissue|specimen)\s+(?:was|were)\s+(?:\w+ly\s+)?identified\s+as)\s+"
    r"(?:an?\s+|the\s+)?(?:(?!(?:caused?|due|associated|positive|negative|consistent|normal|useful|effective|related|secondary|suffering|having)\b)"
    r"[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_NO = re.compile(r"\b(?:no|not|never|neither|nor|without)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
# "histology was reported as", "the lesion was judged as", "the pathology of the tumour was"
_READ_AS = re.compile(
    r"\b(?:reported\s+(?:as|it\s+to\s+be|to\s+be)|reports?|judged\s+(?:as|to\s+be)|identif(?:ied|ying)|indicat(?:ed|ing)"
    r"|conclu\w+(?:\s+\w+){0,4}\s+(?:was|for|of|as|to)|return\w*\s+as|prove[dn]\s+it\s+to\s+be|appear\w*\s+as|came\s+back\s+as|found(?:\s+the\s+presence\s+of)?|evidenced"
    r"|patholog\w+(?:\s+(?:of|report|result|results|finding|findings|the|tumou?r|lesion|mass)){0,4}\s+(?:was|were)"
    r"|results?\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+){0,2}(?:biopsy|histology)\s+was)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_FOUND_BEHIND = re.compile(
    r"(?:\s+(?:measuring|of|in|at|on|with|and|the|his|her)\b[^,.;:]{0,60}?)?\s+(?:was|were)\s+(?:\w+ly\s+|then\s+|also\s+)?"
    r"(?:found|noted|detected|identified|discovered|revealed|demonstrated|evidenced|visuali[sz]ed|shown)\b"
)
_CAUSE = re.compile(
    r"(?<!,)\s(?:due\s+to|caused\s+by|as\s+a\s+result\s+of|owing\s+to|resulting\s+from)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# "a gentleman had a dislocation", "a man who had a perforation"; "a one-hour history of an injury"
_HAD = re.compile(
    r"\b(?:man|woman|male|female|boy|girl|patient|child|infant|gentleman|lady)\s+(?:who\s+)?had\s+(?:an?\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_BREAKS_LIST = re.compile(
    r"[.;:]|\b(?:who|which|whose|that|was|were|had|has|is|due|caused|secondary|after|following|because|for|but|developed|revealed|from)\b"
)
# "a newborn that presented on the second day with signs of", of which the list of cues knows only the short form
_WHO_CAME = re.compile(
    r"\b(?:who|that|which)\s+(?:\w+ly\s+)?(?:presented|presents|was\s+admitted)\b[^.;]*\bwith\b[^.;]*$", re.IGNORECASE
)
# "a drain was laid for the case of bleeding": nobody tells of a case of it
_IN_CASE_OF = re.compile(r"\b(?:in|for)\s+(?:the\s+)?case\s+of\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_SOFT = re.compile(
    r"\bstained\s+(?:\w+\s+)?(?:corneal?|central|lesion|defect|ulcer)|\bsoft[\s-]+tissues?\b|\btissue\s+(?:swelling|that|mass(?:es)?|defects?|oedema|edema)\b",
    re.IGNORECASE,
)
_SUMS_UP = re.compile(r"\s*(?:these|this|those|such|all|the\s+(?:findings|features|results|picture))\b", re.IGNORECASE)
# A metastasis that is told of by its place only: "skin metastasis", "metastasis to the lungs".
_SPREAD_THERE = re.compile(r"metastasis to .+|(?!.*(?:oma|cancer|tumor|leukemia|SCC) metastasis$).+ metastasis")


def is_made(mention: Mention, reading: Reading) -> bool:
    """Tell "the diagnosis of gout was made", "he was diagnosed with gout": so plainly that nothing around counts."""
    if mention.qualifiers.subject in (Subject.FAMILY, Subject.OTHER) or is_silent(mention, reading):
        return False
    before, after = words_before(mention, reading), words_after(mention, reading)
    if _NO.search(before) is not None:
        return False
    if _DEFINITE.search(before) is not None:
        return True
    if _DIAGNOSED_WITH.search(before) is not None or has_turned_out(mention, reading):
        return mention.qualifiers.period is not Period.BEFORE
    if _WAS_DIAGNOSED.match(after) is not None:
        return True
    return _DIAGNOSIS_OF.search(before) is not None and _WAS_MADE.match(after) is not None


def has_turned_out(mention: Mention, reading: Reading) -> bool:
    """Tell "the mass turned out to be a lymphoma"; that it was a spread does not say of what."""
    before = words_before(mention, reading)
    return "metasta" not in mention.concept and _TURNED_OUT.search(before) is not None


def is_first_of_several(mention: Mention, reading: Reading) -> bool:
    """Tell "the initial histological diagnosis was an adenoma" from the final one."""
    if _AT_FIRST_BEHIND.match(words_after(mention, reading)) is not None and leads_to("diagnosed", mention, reading):
        return True
    return _FIRST_DIAGNOSIS.search(words_before(mention, reading)) is not None or is_at_a_look(mention, reading)


def is_at_a_look(mention: Mention, reading: Reading) -> bool:
    """Tell "a sonographic diagnosis of fibroids", "diagnosed preoperatively as cancer"."""
    return _AT_A_LOOK.search(words_before(mention, reading)) is not None


def is_final(mention: Mention, reading: Reading) -> bool:
    """Tell "the final diagnosis was a haemangioma", "diagnosed as haemangioma on final pathology"."""
    if told_before("final", mention, reading) and not is_first_of_several(mention, reading):
        return told_beside("diagnosed", mention, reading) or (
            told_before("tissue", mention, reading) and leads_to("confirmed", mention, reading)
        )
    return leads_to("diagnosed", mention, reading) and told_after("in_the_end", mention, reading)


def is_diagnosed(mention: Mention, reading: Reading) -> bool:
    """Tell "nephritis was diagnosed after lymphoma" of the nephritis, not of the lymphoma nor of a differential."""
    if told_before("differentials", mention, reading):
        return False
    if has_turned_out(mention, reading):
        return True
    if told_before("diagnosed", mention, reading):
        return leads_to("diagnosed", mention, reading)
    # "A woman with myopia was diagnosed as having a hole": of the hole.
    after = words_after(mention, reading)
    cue = load_cues("findings")["was_diagnosed"].search(after)
    return cue is not None and _DIAGNOSED_AS.match(after, cue.start()) is None and "diagnos" not in after[: cue.start()]


def is_reported(mention: Mention, reading: Reading) -> bool:
    """Tell "we report a case of gout" from "we report a man presenting with gout"."""
    return (
        told_before("we_report", mention, reading)
        and not told_before("reported_beside", mention, reading)
        and not told_before("had_before", mention, reading)
        and not leads_to("came_down_with", mention, reading)
        and _WHO_CAME.search(words_before(mention, reading)) is None
        and _IN_CASE_OF.search(words_before(mention, reading)) is None
    )


def sums_up_tissue(mention: Mention, reading: Reading) -> bool:
    """Tell "these findings were consistent with" right behind a sentence on tissue."""
    if mention.sentence == 0 or _SUMS_UP.match(reading.sentence_of(mention).text) is None:
        return False
    return load_cues("findings")["tissue"].search(reading.sentences[mention.sentence - 1].text) is not None


def is_shown(mention: Mention, reading: Reading) -> bool:
    """Tell "biopsy revealed a lymphoma", "histology was reported as desmoid tumor", "the pathology was schwannoma"."""
    before = words_before(mention, reading)
    if load_cues("findings")["tissue"].search(_SOFT.sub("", before)) is None:
        return False
    if _ALTHOUGH.search(before) is not None:
        return False
    return told_before("showed", mention, reading) or _READ_AS.search(before) is not None


def is_found(mention: Mention, reading: Reading) -> bool:
    """Tell "CT indicated an abscess", "an abscess was found at laparotomy"."""
    if told_before("differentials", mention, reading):
        return False
    return leads_to("found", mention, reading) or _FOUND_BEHIND.match(words_after(mention, reading)) is not None


def brought_patient(mention: Mention, reading: Reading) -> bool:
    """Tell "presented with an abscess" and "presented with a mass due to an abscess"."""
    if leads_to("brought_on", mention, reading):
        return True
    before = words_before(mention, reading)
    if mention.sentence <= 1 and _HAD.search(before) is not None:
        return True
    cause = _CAUSE.search(before)
    cues = load_cues("findings")
    if cause is None:
        return False
    if any(cues[name].search(before, 0, cause.start()) is not None for name in ("brought_on", "found")):
        return True
    reported = mention.sentence <= 1 and cues["we_report"].search(before, 0, cause.start()) is not None
    return reported and not told_after("goes_on", mention, reading)


def is_one_of_complaints(mention: Mention, reading: Reading, *, opens: bool = True) -> bool:
    """Tell "presented with ataxia, neuropathy and hearing loss": one of several things the patient complained of.

    `opens`: it may be the first of them; else "an aneurysm presenting with pain and nausea" is the aneurysm.
    """
    beside = [
        m
        for m in reading.of(MentionKind.TERM, "symptom")
        if m.sentence == mention.sentence and not m.span.overlaps(mention.span) and _is_listed(m, mention, reading)
    ]
    return len({m.concept for m in beside}) >= 2 and (opens or any(m.span < mention.span for m in beside))


def _is_listed(symptom: Mention, mention: Mention, reading: Reading) -> bool:
    """Tell whether nothing but a list parts the two: names, commas and "and"."""
    first, last = sorted((symptom, mention), key=lambda m: m.span)
    text = reading.sentence_of(mention).text
    start = reading.sentence_of(mention).span.start
    return _BREAKS_LIST.search(text[first.span.end - start : last.span.start - start]) is None


def says_little(mention: Mention, reading: Reading) -> bool:
    """Tell a finding, or an illness that most patients have beside another, from what a paper is about."""
    cues = load_cues("findings")
    if _OF_BLOOD.search(mention.concept) is not None:
        return True
    if lasts_for_life(mention):
        reported = told_before("we_report", mention, reading) and leads_to("came_down_with", mention, reading)
        return not reported and not leads_to("newly", mention, reading)
    if _SPREAD_THERE.fullmatch(mention.concept) is not None:
        return True
    return any(cues[name].fullmatch(mention.concept) is not None for name in ("too_general", "mere_finding"))


def leads_to(cues: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether a cue of the list stands before the mention and nothing between that leads to something else."""
    lists = load_cues("findings")
    before = words_before(mention, reading)
    if before.endswith((" in a ", " in an ")):
        return False  # "suspected to be a carcinoma in a cirrhotic liver"
    ends = [cue.end() for cue in lists[cues].finditer(before) if not _ASIDE.match(before, cue.end())]
    if not ends or ";" in before[ends[-1] :]:
        return False
    between = before[ends[-1] :]
    if between.count(")") > between.count("("):
        return False  # "in shock (suggestive of a loss of blood), coagulopathy"
    return lists["leads_away"].search(before, ends[-1]) is None


def is_called(cues: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether a cue of the list stands behind the mention and no comma between: "lymphoma was suspected"."""
    after = words_after(mention, reading)
    cue = load_cues("findings")[cues].search(after)
    return cue is not None and "," not in after[: cue.start()]

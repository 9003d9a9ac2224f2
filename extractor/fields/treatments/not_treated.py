"""Names of treatments that were tested, did harm, or were done to somebody else: nothing was given to this patient."""

from __future__ import annotations

import re

from extractor.case import Mention
from extractor.fields.treatments.culprits import made_ill
from extractor.fields.treatments.giving import Clause, Giving
from extractor.fields.treatments.ill_after import is_case_after
from extractor.lexicon import load_cues

# The bench: what stands beside these was put on a plate, if the clause does not say that it was given.
_BENCH = re.compile(
    r"\b(?:agars?|dis[ck][\s-]diffusion|E-?tests?|inhibitory\sconcentrations?|MICs?|antibiograms?"
    r"|culture\smedi(?:um|a)|susceptibility\s(?:to|tests?|testing|profile|pattern)|in\svitro)\b"
)
_MIC_FOR = re.compile(r"\bMICs?\b[^.;,]{0,30}\s(?:for|of|to|against)\s(?:[\w-]+\s){0,2}$")  # "an MIC > 16 mg/L for"
_GIVEN_BEFORE = re.compile(
    r"treat|therap|\bgiven|receiv|administ|start|switch|chang|initiat|commenc|prescri|regimen|\badded|continu|empiric|course"
    r"|infus|respon|\bcured|\b(?:is|was|were|put|placed|kept|maintained)\son\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_GIVEN_AFTER = re.compile(
    r"\b(?:was|were)\s(?:then\s|\w+ly\s)?(?:started|given|used|added|chosen|administered|initiated|commenced|prescribed|continued"
    r"|switched|changed|stopped|discontinued|replaced|begun|instituted)\b|\b(?:therapy|treatment|\d+\s?m?g|days|weeks)\b",
    re.IGNORECASE,
)
# "all antifungals tested"
_TESTED = re.compile(r"(?:\s(?:drugs|agents|compounds))?\s(?:were\s)?tested\b", re.IGNORECASE)
# "the organism was X, Y and Z sensitive"
_GERM_WAS = re.compile(
    r"\b(?:organisms?|strains?|isolates?|bacteri\w+|pathogens?|germs?|it|which)\s(?:was|were)\s(?:[^.;]*[\w)],?\s(?:and\s)?)?$",
    re.IGNORECASE,
)
_WAS_SENSITIVE = re.compile(
    r"[^.;]{0,120}?[\s-](?:sensitive|resistant|susceptible)\b(?!\s(?:to|disease))", re.IGNORECASE
)
# "calcitonin-positive cells"
_CELLS_SHOW = re.compile(
    r"(?:[-\s](?:positive|negative|immunoreactive|producing|secreting))+\s(?:\w+\s)?(?:cells?|tumou?rs?|staining)\b"
)
# "without an invasive procedure such as lung biopsy"
_WITHOUT_SUCH = re.compile(r"\bwithout\s[^.;,]{0,60}\bsuch\sas\s(?:an?\s)?(?:[\w-]+\s){0,3}$", re.IGNORECASE)
# "botulinum toxin A was isolated from his stools"
_ISOLATED = re.compile(
    r"(?:\s[A-Z0-9])?\s(?:was|were)\s(?:\w+ly\s)?(?:isolated|detected|recovered|found|identified|measured)\s(?:from|in)\b"
)
# "did not reveal any lesions requiring surgery"
_NONE_REQUIRES = re.compile(
    r"\b(?:not|no|never|without|neither)\s[^.;,]{0,80}\b(?:requiring|warranting|needing|amenable\sto)\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
# "the renal response to vasopressin was intact", "X and cortisol (Z) levels were raised"
_RESPONSE = re.compile(
    r"\b(?:renal|kidney|tubular|adrenal|cortisol|pituitary|hormonal|insulin|blunted|normal|intact|adequate|gonadal|GH|LH)\s"
    r"(?:\w+\s)?(?:response|responses|responsiveness|sensitivity)\s(?:[\w-]+\s){0,2}?to\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_LEVELS = re.compile(
    r"(?:,?\s(?:and|or)\s[^.;,]{2,70}|\s?\([^()]{1,15}\))\s(?:levels?|concentrations?|values?)\b", re.IGNORECASE
)
# The kidney that one gave: "the recipient underwent transplantation"
_RECIPIENT = re.compile(
    r"\b(?:the|her|his)\srecipients?\s(?:\w+ly\s)?(?:underwent|received|had)\s(?:[\w-]+\s){0,4}$", re.IGNORECASE
)
# "the staff subsequently received prophylaxis"
_CONTACTS = re.compile(
    r"\b(?:staff|contacts|workers|personnel|relatives|siblings|neighbou?rs|colleagues|household|(?:family|team)\smembers|members\sof\s\w+(?:\s\w+)?)"
    r"\s(?:\w+ly\s|all\s|also\s|then\s|who\s[^.;]{3,50}\s)?(?:received|were\s(?:given|offered|treated|vaccinated|prescribed))\s(?:[\w-]+\s){0,4}$",
    re.IGNORECASE,
)
_DONOR = re.compile(r"\bdon(?:or|at)", re.IGNORECASE)
# How a child came into the world; in the middle of a sentence it is told of the mother that it was delivered
_BORN = re.compile(
    r"\b(?:(?:he|she|child|boy|girl|patient|infant|neonate)\s(?:was|had\sbeen)\sborn|^(?:he|(?:the|this)\s(?:child|boy|girl))\s(?:was|had\sbeen)\sdelivered)"
    r"\b[^.;,]{0,60}\s(?:by|via|through)\s(?:[\w-]+\s){0,4}$",
    re.IGNORECASE,
)
# What the body holds or makes, beside a word of measuring: "low vitamin D", "her insulin and glucagon levels"
_NUTRIENT = re.compile(
    r"insulin|vitamin .*|levothyroxine|folic acid|iron|calcium|magnesium|albumin|zinc"
    r"|potassium|phosphate|pancreatic enzymes|factor .*"
)
_MEASURED = re.compile(
    r"\b(?:low|lower|lowered|high|higher|raised|elevated|increased|decreased|reduced|diminished|suppressed|undetectable|normal"
    r"|abnormal|serum|plasma|fasting|deficien\w+\s(?:in|of)|insufficien\w+\s(?:in|of)|range\sof|lack\sof|levels?\sof)\s"
    r"(?:(?:serum|plasma|free|fasting|total|ionized|liver|and|the|of|her|his)\s){0,3}$",
    re.IGNORECASE,
)
_ITS_LEVEL = re.compile(
    r"(?:\s?\([^()]{1,15}\))?(?:,?\s(?:and|or)\s[\w-]+(?:\s[\w-]+){0,2})?\s(?:serum\s|plasma\s)?"
    r"(?:levels?|concentrations?|values?|insufficiency)\b|[-\s][A-Z]\s(?:disease|disorder|deficiency|defect)\b"
    r"|(?:,\s[\w-]+(?:\s[\w-]+)?){0,4}(?:,?\s(?:and|or)\s[\w-]+(?:\s[\w-]+)?)?\s(?:was|were)\s(?:not\s|also\s|both\s|all\s)?"
    r"(?:normal|low|high|elevated|raised|within|unremarkable|negative)\b",
)
# "she had been prescribed X for her back pain": taken before, if it is not said that it did not help
_HAD_TAKEN = re.compile(
    r"\b(?:had\s(?:\w+ly\s|also\s)?been\s(?:\w+ly\s)?(?:prescribed|administered|given|started\son|treated\s(?:\w+ly\s)?with|receiving"
    r"|established\son|taking|using|put\son|maintained\son|on)|has\s(?:also\s)?been\s(?:taking|using))\s[^.;]{0,90}$",
    re.IGNORECASE,
)
_NO_HELP = re.compile(
    r"\b(?:no|without|little|partial|minimal|poor|temporary|transient|only|any)\s(?:\w+\s)?(?:improvement|response|relief|benefit"
    r"|effect|success|resolution)|\bfail|suspected|suspicion|empiric|emergency|\bbut\b|ineffective|refractory|\bdid\snot\b|\bdespite\b"
    r"|\bunder\sthe\sdiagnosis|\b(?:attributed|ascribed|put\sdown)\sto\b|mistaken|misdiagnos",
    re.IGNORECASE,
)
# "was on warfarin for a mechanical valve"
_WAS_ON = re.compile(
    r"\b(?:was|is)\s(?:already\s)?(?:on|taking)\s(?:(?:oral|daily|regular|chronic|therapeutic)\s){0,2}$", re.IGNORECASE
)
_FOR_IT = re.compile(
    r"[^.;]{0,80}?\sfor\s(?:(?:an?|his|her|the|known|chronic|previous|past)\s)*(?!\d|one\b|two\b|three\b|several\b|many\b|long\b)\w",
    re.IGNORECASE,
)
_FINDS = (
    "surgery",
    "conservative treatment",
    "biopsy",
    "laparotomy",
    "laparoscopy",
    "caesarean section",
    "craniotomy",
    "thoracotomy",
)
_PHARMACON = re.compile(r"\s?\([^()]{1,15}\)\s(?:scintigraphy|scans?|PET|SPECT|uptake|imaging)\b")


def tell_untreated(mention: Mention, clause: Clause, text: str, *, drug: bool) -> Giving | None:
    """Tell whether a sentence names a treatment that this patient was not given, or that made ill; else None."""
    before = clause.before[-140:]
    if any(told.search(before) is not None for told in (_CONTACTS, _NONE_REQUIRES, _WITHOUT_SUCH)):
        return Giving.NO_TREATMENT
    if drug:
        if _is_of_the_bench(clause, text) or _is_measured(mention.concept, clause):
            return Giving.NO_TREATMENT
        if mention.lexicon == "drug" and (_was_taken_before(clause, text) or is_case_after(clause)):
            return Giving.EARLIER
        if made_ill(mention, clause, text):
            return Giving.TAKEN
        if load_cues("therapy")["body_makes"].fullmatch(mention.concept) and (
            _RESPONSE.search(clause.before[-110:]) or _LEVELS.match(clause.after)
        ):
            return Giving.NO_TREATMENT
    elif _is_of_another(mention.concept, clause, text):
        return Giving.NO_TREATMENT
    elif mention.concept not in _FINDS and is_case_after(clause):
        return Giving.EARLIER
    return None


def _is_measured(concept: str, clause: Clause) -> bool:
    """Tell "low vitamin D", "her insulin and glucagon levels", and a drug that was traced in a picture."""
    if _PHARMACON.match(clause.after):
        return True
    if _NUTRIENT.fullmatch(concept) is None:
        return False
    return _MEASURED.search(clause.before[-60:]) is not None or (
        _ITS_LEVEL.match(clause.after) is not None and _GIVEN_BEFORE.search(clause.before) is None
    )


def _was_taken_before(clause: Clause, text: str) -> bool:
    """Tell a drug that the patient had taken when the account begins, for something else."""
    if _WAS_ON.search(clause.before[-50:]) and _FOR_IT.match(clause.after):
        return True
    return _HAD_TAKEN.search(clause.before) is not None and _NO_HELP.search(text) is None


def _is_of_the_bench(clause: Clause, text: str) -> bool:
    if _MIC_FOR.search(clause.before[-60:]) is not None:
        return True
    if any(told.match(clause.after) is not None for told in (_TESTED, _ISOLATED, _CELLS_SHOW)):
        return True
    if _GERM_WAS.search(clause.before) is not None and _WAS_SENSITIVE.match(clause.after) is not None:
        return True
    if _GIVEN_BEFORE.search(clause.before) or _GIVEN_AFTER.search(clause.after):
        return False
    return _BENCH.search(text) is not None


def _is_of_another(concept: str, clause: Clause, text: str) -> bool:
    if concept == "caesarean section":
        return _BORN.search(clause.before) is not None
    return (
        "transplantation" in concept
        and _RECIPIENT.search(clause.before[-90:]) is not None
        and _DONOR.search(text) is not None
    )

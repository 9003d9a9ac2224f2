"""Names of treatments that were tested, did harm, or were done to somebody else: nothing was given to this patient."""

from __future__ import annotations

import re

from extractor.case import Mention
from extractor.fields.giving_forms import Clause, Giving
from extractor.lexicon import load_cues

# The bench: what stands beside these was put on a plate, if the clause does not say that it was given.
_BENCH = re.compile(
    r"\b(?:agars?|dis[ck][\s-]diffusion|E-?tests?|inhibitory\sconcentrations?|MICs?|antibiograms?"
    r"|culture\smedi(?:um|a)|susceptibility\s(?:to|tests?|testing|profile|pattern)|in\svitro)\b"
)
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
# "use of X, a Y, was determined to be the cause": the apposition too
_WHO = (
    r"(?:\s(?:therapy|treatment|use|intake|injections?))?(?:\s?\([^()]{1,40}\))?(?:,\s(?:an?|the)\s[^,.;]{3,60})?,?\s"
)
_CAUSE = re.compile(
    rf"{_WHO}(?:(?:was|were|is|has\sbeen|had\sbeen)\s(?:\w+ly\s)?(?:(?:determined|thought|considered|felt|believed|found|deemed"
    r"|presumed|concluded|identified|suspected|assumed|implicated|judged|recognized)\s(?:to\sbe|to\shave|as|by\s\w+\sas)\s)?"
    r"(?:the\s|a\s)?(?:\w+\s){0,2}(?:causes?|caused|culprits?|responsible|triggers?|triggered|offending|causative)\b"
    r"|(?:was|were)\s(?:\w+ly\s)?implicated\b)",
    re.IGNORECASE,
)
_BLAMED = re.compile(r"caus|culprit|responsib|offending|implicat|trigger", re.IGNORECASE)
# "her symptoms developed after a short course of X"
_THEN_ILL = re.compile(
    r"\b(?:symptoms?|illness|disease|rash|eruption|condition|hepatitis|psychosis|mania|ruptures?)\s"
    r"(?:had\s)?(?:developed|began|started|appeared|occurred|arose)\s(?:[\w-]+\s){0,2}(?:after|following)\s"
    r"(?:(?:only|just|the|an?|short|brief|single|first|his|her|oral|recent)\s){0,4}"
    r"(?:(?:courses?|use|intake|ingestion|doses?|administration)\sof\s)?(?:(?:oral|systemic|topical|intravenous)\s)?$",
    re.IGNORECASE,
)
_SHORTLY = re.compile(r"\b(?:courses?|use|intake|ingestion|doses?)\sof\b", re.IGNORECASE)
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
_DONOR = re.compile(r"\bdon(?:or|at)", re.IGNORECASE)
# How a child came into the world; in the middle of a sentence it is told of the mother that it was delivered
_BORN = re.compile(
    r"\b(?:(?:he|she|child|boy|girl|patient|infant|neonate)\s(?:was|had\sbeen)\sborn|^(?:he|(?:the|this)\s(?:child|boy|girl))\s(?:was|had\sbeen)\sdelivered)"
    r"\b[^.;,]{0,60}\s(?:by|via|through)\s(?:[\w-]+\s){0,4}$",
    re.IGNORECASE,
)


def tell_untreated(mention: Mention, clause: Clause, text: str, *, drug: bool) -> Giving | None:
    """Tell whether a sentence names a treatment that this patient was not given, or that made ill; else None."""
    if drug:
        if _is_of_the_bench(clause, text):
            return Giving.NO_TREATMENT
        if _BLAMED.search(clause.after) and _CAUSE.match(clause.after):
            return Giving.TAKEN
        if _THEN_ILL.search(clause.before[-160:]) and _SHORTLY.search(text):
            return Giving.TAKEN
        if load_cues("therapy")["body_makes"].fullmatch(mention.concept) and (
            _RESPONSE.search(clause.before[-110:]) or _LEVELS.match(clause.after)
        ):
            return Giving.NO_TREATMENT
    elif _is_of_another(mention.concept, clause, text):
        return Giving.NO_TREATMENT
    return None


def _is_of_the_bench(clause: Clause, text: str) -> bool:
    if _TESTED.match(clause.after):
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

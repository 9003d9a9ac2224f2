"""Mentions that stand in the reach of a cue and are not meant: the operation of "two years after the operation"."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.case import Period
from extractor.mentions.cues import SAYS, Cue, Rule, Token

_TREATMENTS = frozenset(("treatment", "drug"))
_COMPLAINTS = frozenset(("symptom", "complaint", "disease"))
_BROUGHT = frozenset(
    "old presented presents presenting hospitalized hospitalised referred complained complaining".split()
)
_CAME = frozenset(("presented", "presents", "presenting"))
_DETERMINERS = frozenset(("the", "this", "that", "these", "those", "his", "her", "their", "our", "its"))
_LEADS_TO_KNOWN = frozenset(("of", "in", "from", "to", "within", "around", "near", "on", "at", "by", "after", "during"))
_FOLLOWING = frozenset(("after", "following", "since"))
_HARM = frozenset(("adverse", "side", "complication", "complications", "toxicity", "responded"))
_RESULT = frozenset(("negative", "confirmed", "confirm", "show", "showed", "reveal", "revealed", "demonstrate"))
_AT_AN_AGE = frozenset(("age",))
_LASTING = _AT_AN_AGE | {"for", "onset"}
_GIVEN = frozenset(("discharged",))
_HELPED = frozenset("improve improved respond responded controlled relieved resolve resolved".split())
_ACTED = frozenset(("performed", "underwent", "did", "carried"))
_SPREAD = frozenset(("metastasis", "metastases", "recurrence", "relapse", "spread", "extension", "invasion"))
_SIGNS = frozenset(
    "sign signs symptom symptoms feature features evidence history stigmata criteria finding findings manifestation"
    " manifestations form type case cases diagnosis suspicion possibility presence".split()
)
_CAUSE = frozenset(
    "cause causes reason reasons origin origins etiology aetiology etiologies aetiologies explanation trigger".split()
)
_CAUSES = {"denied": _CAUSE, "uncertain": _CAUSE | {"source", "sources"}}
_LIES_IN = frozenset(("of", "in", "within", "from"))
_SMALL = frozenset(("of", "the", "with", "to", "a", "an"))
_AT_WHICH = frozenset(("in", "on", "at", "during", "after", "following"))
_BACK = 25  # words within which what brought the patient is said before a complaint
_ADJECTIVES = 2  # words between a determiner and the noun it belongs to


def is_exempt(words: tuple[int, int], lexicon: str, cue: Cue, rule: Rule, tokens: Sequence[Token]) -> bool:
    """Tell whether a mention, its words as a half-open range, is not meant by a rule in whose reach it stands."""
    first, last = words
    after = SAYS[rule.says] is Period.AFTER
    if after and _follows(first, cue, tokens):
        return True
    if after and lexicon in _TREATMENTS:  # "resection was done; at follow-up …" | "after the first dose of"
        return (
            last <= cue.first
            or all(token.text in _SMALL for token in tokens[cue.last : first])
            or any(token.text in _HARM for token in tokens[cue.first : cue.last])
            or tokens[first - 1].text in ("to", "of")  # "the response to chemotherapy"
        )
    if rule.says in _CAUSES and _is_caused(first, rule.says, tokens):
        return True
    if rule.says == "denied" and lexicon == "treatment" and _tells_of_result(words, cue, tokens):
        return True
    if lexicon in _TREATMENTS and _is_the_means(words, rule, tokens, cue):
        return True
    if SAYS[rule.says] is Period.BEFORE and last <= cue.first and lexicon in _COMPLAINTS:
        said = {token.text for token in tokens[cue.first : cue.last]}
        open_ended = _LASTING if lexicon != "disease" else _AT_AN_AGE
        brought = _BROUGHT if lexicon != "disease" else _CAME
        return not said.isdisjoint(open_ended) and _brought_the_patient(first, cue, tokens, brought)
    if after and lexicon in _COMPLAINTS:
        return _brought_the_patient(first, cue, tokens) if last <= cue.first else _came_years_later(first, cue, tokens)
    if first < cue.last:
        return False
    if rule.says == "uncertain":
        acted = lexicon == "treatment" and any(token.text in _ACTED for token in tokens[cue.last : first])
        return acted or _is_known(cue.last, first, tokens)
    if rule.says == "denied":
        if lexicon == "treatment":
            return _is_occasion(cue.last, first, tokens)
        return lexicon in _COMPLAINTS and _is_known(cue.last, first, tokens, unless=_SIGNS)
    return False


def _follows(first: int, cue: Cue, tokens: Sequence[Token]) -> bool:
    """Tell whether something else came after a thing: "postoperative ileus following resection of a cancer"."""
    for at in range(first - 1, max(-1, first - 2 - _ADJECTIVES), -1):
        if tokens[at].text in _FOLLOWING:
            return not cue.first <= at < cue.last
        if tokens[at].text not in _SMALL and tokens[at].text not in _DETERMINERS:
            return False
    return False


def _is_caused(first: int, says: str, tokens: Sequence[Token]) -> bool:
    """Tell whether it is the causes of a thing that are doubted or not found: "common causes of fever and anaemia"."""
    for at in range(first - 1, max(0, first - 6), -1):
        if tokens[at].text in ("of", "for"):
            return tokens[at - 1].text in _CAUSES[says]
        if not tokens[at].text.isalpha():
            return False
    return False


def _is_the_means(words: tuple[int, int], rule: Rule, tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether something else is said of what a treatment did: "cisplatin-induced deafness was suspected"."""
    first, last = words
    if SAYS[rule.says] is Period.BEFORE:  # "was discharged on imatinib for three years"
        told = {token.text for token in tokens[max(0, first - _BACK) : first]}
        return last <= cue.first and tokens[cue.first].text == "for" and not told.isdisjoint(_GIVEN)
    if last < len(tokens) and tokens[last].text in ("induced", "related", "associated"):
        return rule.says in ("uncertain", "denied", "planned")
    return rule.says == "denied" and any(token.text in _HELPED for token in tokens[cue.last : first])


def _tells_of_result(words: tuple[int, int], cue: Cue, tokens: Sequence[Token]) -> bool:
    """Tell whether an operation was done: "a negative biopsy", "without deficits a bypass operation was performed"."""
    said = {token.text for token in tokens[cue.first : cue.last]}
    done = [token.text for token in tokens[words[1] : words[1] + 2]]
    return not said.isdisjoint(_RESULT) or ("without" in said and len(done) > 1 and done[0] in ("was", "were"))


def _brought_the_patient(first: int, cue: Cue, tokens: Sequence[Token], brought: frozenset[str] = _BROUGHT) -> bool:
    """Tell "was hospitalized because of fever after ten months of steroids": with it the illness told of begins."""
    before = range(max(0, first - _BACK), first)
    parted = any(tokens[at].text in (";", ".") for at in range(max(0, first - _BACK), cue.first))
    return not parted and any(tokens[at].text in brought for at in before)


def _came_years_later(first: int, cue: Cue, tokens: Sequence[Token]) -> bool:
    """Tell "four years after the operation he presented with pain": what came then is the illness told of."""
    years = any(token.text in ("years", "decades") for token in tokens[max(0, cue.first - 1) : cue.last])
    return years and any(token.text in _BROUGHT for token in tokens[cue.last : first])


def _is_known(start: int, first: int, tokens: Sequence[Token], unless: frozenset[str] = frozenset()) -> bool:
    """Tell whether a thing named on the way is taken as known: "suggested a fibrous part of the mass".

    With `unless`, not where one of these words leads to it: "no signs of the disease".
    """
    for at in range(first - 1, max(start, first - 2 - _ADJECTIVES), -1):
        if tokens[at].text in _DETERMINERS:
            if at > 0 and tokens[at - 1].text == "that":  # "suggested that these two lymphomas were alike"
                return not unless
            known = at - 1 > start and tokens[at - 1].text in (_LIES_IN if unless else _LEADS_TO_KNOWN)
            return known and tokens[at - 2].text not in unless
        if tokens[at].text in ("a", "an"):
            return at - 2 >= start and tokens[at - 1].text == "of" and tokens[at - 2].text in _SPREAD
        if not tokens[at].text.isalpha() or tokens[at].text in _LEADS_TO_KNOWN:
            return False
    return False


def _is_occasion(start: int, first: int, tokens: Sequence[Token]) -> bool:
    """Tell whether a treatment is where something was not found: "no cancer cells in the biopsy"."""
    for at in range(first - 1, max(start, first - 2 - _ADJECTIVES), -1):
        if tokens[at].text in _AT_WHICH:
            return at > start
        if not tokens[at].text.isalpha():
            return False
    return False

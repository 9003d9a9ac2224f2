"""Says of each mention whether it is asserted, whose it is and when, by the cues that reach it.

After ConText (Harkema et al., J Biomed Inform 2009;42:839): a cue governs what stands before or after it up to the
border of its clause. The cues are in `lexicons/qualifiers.toml`, how far each reaches in `scopes.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.case import ALONE, Assertion, Case, Mention, Period, Qualifiers, Sentence, Subject
from extractor.document import Span
from extractor.lexicon import load_cues as load_cue_lists
from extractor.mentions.breaks import find_breaks
from extractor.mentions.cues import SAYS, Cue, Direction, Rule, Token, find_cues, load_cues, split_tokens
from extractor.mentions.denied_changes import denied_as_change, names_lack
from extractor.mentions.exempting import is_exempt
from extractor.mentions.scopes import SCOPELESS, Parsed, scope_of

_CHILDREN = frozenset(("infant", "newborn", "neonate", "baby", "child", "daughter", "son", "girl", "boy"))
_SIBLINGS = frozenset(("siblings", "brothers", "sisters", "twins", "cousins", "daughters", "sons"))
_RANKED_KIN = re.compile(  # one of the patients, where there are several: "The younger brother became seizure-free"
    r"\bthe\s(?:young(?:er|est)|old(?:er|est)|eld(?:er|est)|first|second|third|other|affected)\s"
    r"(?P<kin>brother|sister|sibling|twin|cousin|son|daughter)\b",
    re.IGNORECASE,
)
_EARLY = 6  # sentences in which a patient who is with child is said to be so
_OURS = frozenset(("patient", "patients"))
_CITED = frozenset(("reported", "published", "previous", "previously", "unlike", "other", "literature", "most", "many"))
_OF_OTHERS = ("family", "other people")
_COUNTED = frozenset(("we", "our", "two", "three", "four", "both", "these", "aged", "old"))
_SILENT = frozenset(("purpose", "tested"))
_STRENGTH = {
    name: rank
    for names in (
        ("uncertain", "gone", "denied", "not done"),
        ("general", "other people", "family"),
        ("after", "before", "planned"),
    )
    for rank, name in enumerate(names)
}
_ARTICLES = frozenset(("a", "an", "the", "any"))


def find_own_kin(case: Case, sentences: Sequence[Sentence] = ()) -> frozenset[str]:
    """Give the words for other people that name the patient of a case: mother and infant are both reported.

    A woman who is with child is "the mother" from then on; one of several patients is of "these patients".
    """
    words = frozenset(case.label.lower().split())
    if case.label != ALONE:
        words |= _OURS
        words |= {kin["kin"].lower() for s in sentences for kin in _RANKED_KIN.finditer(s.text)}
    if words & _CHILDREN:
        return words - _CHILDREN | {"son", "daughter"}
    cues = load_cue_lists("kin")
    first = next((s.text for s in sentences if cues["woman"].search(s.text) or cues["newborn"].search(s.text)), "")
    is_woman = cues["woman"].search(first) is not None and cues["newborn"].search(first) is None
    if is_woman and any(cues["with_child"].search(s.text) for s in sentences[:_EARLY]):
        return words | {"mother"}
    return words


def qualify_mentions(
    sentence: Sentence, mentions: Iterable[Mention], own_kin: frozenset[str] = frozenset()
) -> Iterator[Mention]:
    """Give the mentions of one sentence with their qualifiers; those that they came with are kept.

    `own_kin` are words for a relative that here name the patient.
    """
    waiting = list(mentions)
    if not waiting:
        return
    tokens, at = split_tokens(sentence.text), sentence.span.start
    cues = find_cues(tokens)
    if not cues:
        yield from waiting
        return
    parsed = Parsed(tokens, cues, find_breaks(tokens, load_cues()))
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    own_kin = own_kin | _SIBLINGS if sentence.shared else own_kin
    words = {token.text for token in tokens}
    named = [(m.span.start - at, m.span.end - at) for m in waiting if m.lexicon == "symptom"]
    scopes = [
        (cue, rule, *scope_of(cue, rule, parsed))
        for cue in cues
        for rule in cue.rules
        if rule.says not in SCOPELESS
        and not (rule.says in _OF_OTHERS and _names_own({t.text for t in tokens[cue.first : cue.last]}, own_kin))
        and not (rule.says == "general" and sentence.shared and not words.isdisjoint(_COUNTED))
    ]
    for mention in waiting:
        first = bisect_right(ends, mention.span.start - at)
        last = bisect_left(starts, mention.span.end - at)
        first += first + 1 < last and tokens[first].text in _ARTICLES  # it may be the cue's: "appeared to be a"
        found = [
            (cue, rule)
            for cue, rule, start, end in scopes
            if first < end
            and last > start
            and _stands_apart(first, last, cue, rule)
            and not is_exempt((first, last), mention.lexicon, cue, rule, tokens)
            and not (rule.says == "denied" and names_lack(cue, first, tokens, named))
        ]
        found = found or denied_as_change((first, last), cues, tokens)
        yield _qualified(mention, found, tokens, sentence) if found else mention


def _names_own(cue: set[str], own: frozenset[str]) -> bool:
    return not cue.isdisjoint(own) and cue.isdisjoint(_CITED)


def _stands_apart(first: int, last: int, cue: Cue, rule: Rule) -> bool:
    """Tell whether a mention is not part of what a cue says; its end may be: "a 20-year history of hypertension"."""
    if last <= cue.first or first >= cue.last:
        return True
    return first > cue.first and (rule.direction is Direction.FORWARD or last < cue.last)


def _qualified(
    mention: Mention,
    found: Sequence[tuple[Cue, Rule]],
    tokens: Sequence[Token],
    sentence: Sentence,
) -> Mention:
    said = {rule.says for _, rule in found if not rule.needs}
    holding = [
        (cue, rule)
        for cue, rule in found
        if (not rule.needs or rule.needs in said) and rule.says not in _SILENT and mention.lexicon not in rule.spares
    ]
    holding.sort(key=lambda pair: _STRENGTH.get(pair[1].says, 0))
    told = mention.qualifiers
    assertion, subject, period, other_illness = told.assertion, told.subject, told.period, told.other_illness
    denials = {rule.says for _, rule in holding}
    gone = "gone" in denials and "denied" not in denials
    period = Period.AFTER if gone else period
    for _, rule in holding:
        match SAYS[rule.says]:
            case Assertion() as said_assertion:
                if mention.qualifiers.assertion is not Assertion.NOT_DONE:  # a finder has seen that it was not done
                    assertion = said_assertion
            case Subject() as said_subject:
                subject = said_subject
            case Period() as said_period:
                period = said_period
            case True:
                other_illness = True
    spans = {sentence.at(tokens[cue.first].start, tokens[cue.last - 1].end) for cue, _ in holding}
    cues: tuple[Span, ...] = tuple(sorted({*mention.qualifiers.cues, *spans}))
    return replace(mention, qualifiers=Qualifiers(assertion, subject, period, other_illness, cues, gone))

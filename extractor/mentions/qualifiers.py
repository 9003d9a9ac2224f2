"""Says of each mention whether it is asserted, whose it is and when: cues, direction and reach from a data file.

After ConText (Harkema et al., J Biomed Inform 2009;42:839): a cue governs what stands before or after it up to the
border of its clause. The cues are in `lexicons/qualifiers.toml`; here is only how they reach.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.case import Assertion, Case, Mention, Period, Qualifiers, Sentence, Subject
from extractor.document import Span
from extractor.lexicon import load_cues as load_cue_lists
from extractor.mentions.breaks import CONJUNCTIONS, RELATIVE, Break, find_breaks
from extractor.mentions.cues import (
    SAYS,
    TURNING,
    Cue,
    Direction,
    Reach,
    Rule,
    Token,
    find_cues,
    load_cues,
    split_tokens,
)
from extractor.mentions.denied_changes import affirmed_again, denied_as_change, names_lack
from extractor.mentions.exempting import is_exempt

_CHILDREN = frozenset(("infant", "newborn", "neonate", "baby", "child", "daughter", "son", "girl", "boy"))
_SIBLINGS = frozenset(("siblings", "brothers", "sisters", "twins", "cousins", "daughters", "sons"))
_EARLY = 6  # sentences in which a patient who is with child is said to be so
_ALONE = "Patient"  # the label of the only patient of a paper
_OURS = frozenset(("patient", "patients"))
_CITED = frozenset(("reported", "published", "previous", "previously", "unlike", "other", "literature", "most", "many"))
_OF_OTHERS = ("family", "other people")
_COUNTED = frozenset(("we", "our", "two", "three", "four", "both", "these", "aged", "old"))
_SCOPELESS = frozenset(("nothing", "border", "turn", "circumstance"))
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
_WORDS = {Reach.WORD: 1, Reach.NEXT: 2, Reach.NEAR: 6}
_ARTICLES = frozenset(("a", "an", "the", "any"))
_SUBORDINATE = RELATIVE | {"when", "after", "once", "because", "since", "until", "induced"}
_AT_A_TIME = frozenset(("after", "following", "during", "within", "since", "at", "on"))
_JOINING = CONJUNCTIONS | {","}
_AFFIRMED = frozenset(("present", "positive", "yes", "normal", "+"))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence as the scopes need it."""

    tokens: Sequence[Token]
    cues: Sequence[Cue]
    breaks: Sequence[Break]


def find_own_kin(case: Case, sentences: Sequence[Sentence] = ()) -> frozenset[str]:
    """Give the words for other people that name the patient of a case: mother and infant are both reported.

    A woman who is with child is "the mother" from then on; one of several patients is of "these patients".
    """
    words = frozenset(case.label.lower().split())
    words |= _OURS if case.label != _ALONE else frozenset()
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
        (cue, rule, *_scope(cue, rule, parsed))
        for cue in cues
        for rule in cue.rules
        if rule.says not in _SCOPELESS
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


def _scope(cue: Cue, rule: Rule, parsed: Parsed) -> tuple[int, int]:
    """Give the tokens that a rule governs, as a half-open range; empty where it governs nothing."""
    start = cue.first if rule.direction is Direction.FORWARD else _border_before(cue, rule, parsed)
    end = cue.last if rule.direction is Direction.BACKWARD else _border_after(cue, rule, parsed)
    if rule.unless:
        # What bars the way may void the cue too: "*presented* with fever at the age of 60".
        barred = start if start == cue.first else min((c.first for c in parsed.cues if c.last == start), default=start)
        if any(token.text in rule.unless for token in parsed.tokens[barred:end]):
            return 0, 0
    return start, end


def _border_after(cue: Cue, rule: Rule, parsed: Parsed) -> int:
    tokens = parsed.tokens
    if rule.reach is Reach.SENTENCE:
        return len(tokens)
    # A verb right after a denial or a relative belongs to it: "did not develop fever", "her sister developed lupus".
    first = cue.last + (rule.says in TURNING or rule.says == "family")
    limit = min(
        (
            c.first
            for c in parsed.cues
            if c.first >= (cue.last if tokens[c.first].text in _JOINING else first)
            and (_ends(c, rule) or (rule.turns and _is_circumstance(c, tokens)))
        ),
        default=len(tokens),
    )
    broken = min(
        (b.at for b in parsed.breaks if b.at >= cue.last and _breaks(b, rule)),
        default=limit,
    )
    limit = affirmed_again(cue, rule, min(limit, broken, _limit(cue.last, rule, tokens)), tokens)
    if any(
        token.text == ":" for token in tokens[cue.last - 1 : cue.last + 1]
    ):  # "Ruled out: tuberculosis, syphilis and sarcoidosis."
        rule = replace(rule, reach=Reach.CLAUSE)
        limit = min(broken, len(tokens))
    for at in range(cue.last, limit):
        if _stops(tokens[at], _depth(tokens[cue.last - 1]), rule):
            return at
    return limit


def _border_before(cue: Cue, rule: Rule, parsed: Parsed) -> int:
    tokens = parsed.tokens
    if rule.reach is Reach.SENTENCE:
        return 0
    limit = max(
        (c.last for c in parsed.cues if c.last <= cue.first and _ends(c, rule)),
        default=0,
    )
    limit = max(
        limit,
        max(
            (b.at + 1 for b in parsed.breaks if b.at < cue.first and _breaks(b, rule)),
            default=0,
        ),
    )
    limit = max(limit, cue.first - _limit(0, rule, tokens[: cue.first]))
    said = tokens[cue.first].text.isalpha()  # not "cough and sputum (-)"
    listed = said and rule.reach is Reach.ITEM and _is_bare(limit, cue, parsed)
    for at in range(cue.first - 1, limit - 1, -1):
        text = tokens[at].text
        if listed and text in (
            ",",
            "and",
        ):  # "tuberculosis, syphilis and sarcoidosis was excluded"
            continue
        if _stops(tokens[at], _depth(tokens[cue.first]), rule) or (
            rule.reach is Reach.ITEM and text in _SUBORDINATE  # "ceased, after which the fever resolved"
        ):
            return at + 1
    return limit


def _is_bare(start: int, cue: Cue, parsed: Parsed) -> bool:
    """Tell whether the words before a cue are but a list of things that nothing else is said of: "A, B and C: no"."""
    book = load_cues()
    between = parsed.tokens[start : cue.first]
    if any(token.text in book.finite or token.text in book.opening or token.text in _AFFIRMED for token in between):
        return False
    told = (c for c in parsed.cues if start <= c.first and c.last <= cue.first)
    return all(rule.says in _SCOPELESS for c in told for rule in c.rules)


def _depth(token: Token) -> int:
    """Give how deep in brackets a cue stands that begins or ends with a token; its own bracket does not count."""
    return token.depth - (token.text in "([)]")


def _limit(start: int, rule: Rule, tokens: Sequence[Token]) -> int:
    if rule.reach not in _WORDS:
        return len(tokens)
    limit = start + _WORDS[rule.reach]
    while limit < len(tokens) and tokens[limit - 1].text == "or":  # "not swollen or tender"
        limit += 2
    return min(limit, len(tokens))


def _ends(cue: Cue, rule: Rule) -> bool:
    if rule.says == "other illness":
        return False  # "insulin was given for his known diabetes"
    return any(r.says == "border" or (r.says == "turn" and rule.turns) for r in cue.rules)


def _is_circumstance(cue: Cue, tokens: Sequence[Token]) -> bool:
    """Tell whether a cue begins what is no longer denied or doubtful: "no mass after two months of prednisone"."""
    if tokens[cue.first].text in _AT_A_TIME and any(rule.says == "after" for rule in cue.rules):
        return True
    return any(rule.says == "circumstance" for rule in cue.rules)


def _breaks(clause: Break, rule: Rule) -> bool:
    return clause.new_subject or rule.turns


def _stops(token: Token, depth: int, rule: Rule) -> bool:
    if token.text in (";", "."):
        return True
    if token.depth < depth or (token.text in ")]" and token.depth == depth and depth > 0):
        return True
    return rule.reach in (Reach.ITEM, Reach.NEXT, Reach.WORD) and token.text in (
        ",",
        "and",
        "with",
    )

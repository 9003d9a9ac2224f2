"""Finds outcomes that are told in words put together: "excellent functional result", "returned to his preinjury level".

The words that may take a place are the lists of `lexicons/outcome_phrases.toml`; fixed words stand in `outcome.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.case import Mention, MentionKind, Sentence
from extractor.characters import lower_case
from extractor.lexicon import load_lists
from extractor.wordlist import Sieve, beginnings_of

_LEXICON = "outcome"
_TIMES = ("later", "dated")
# A name in brackets stands for any word of that list, ~N for up to N words between, ~when for "at 18 months", "of it",
# ~done, at the end, for what follows a verb.
_FORMS: tuple[tuple[str, str, str], ...] = (
    # concept, the list of times of which the sentence must name one, the words
    ("improved", "", "[good] ~4 [result]"),
    ("improved", "", "[result] ~when [be] ~1 [good]"),
    ("improved", "", "[helped] ~1 [helpful]"),
    ("improved", "later", "[good] ~2 [function]"),
    ("improved", "later", "[function] [be] ~1 [good]"),
    ("improved", "later", "[normal] ~2 [function]"),
    ("improved", "later", "[function] [be] ~1 [normal]"),
    ("improved", "later", "[function] of ~3 [be] ~1 [normal]"),
    ("improved", "", "[knit] [be] ~1 [shown]"),
    ("improved", "", "[regain] ~3 [function]"),
    ("improved", "", "[regain] full range of ~1 [function]"),
    ("improved", "", "[regain] ~2 [consciousness]"),
    ("improved", "", "[became] ~1 [conscious]"),
    ("improved", "later", "there [be] ~1 [widened] [united]"),
    ("improved", "", "[return] ~4 [activity]"),
    ("improved", "", "[lasting] [answer]"),
    ("improved", "", "[lasting] positive [answer]"),
    ("improved", "", "[lasting] and [lasting] [answer]"),
    ("improved", "", "[lasting] [lasting] [answer]"),
    ("improved", "", "[be] ~1 [free] ~4 [trouble]"),
    ("improved", "later", "[free] ~2 [trouble]"),
    ("improved", "later", "no ~3 [trouble]"),
    ("improved", "dated", "no ~3 [metastasis]"),
    ("improved", "", "[no] ~2 sequelae"),
    ("improved", "", "[no more] ~2 [trouble]"),
    ("improved", "", "[not] ~3 [any more] ~2 [trouble]"),
    ("improved", "later", "[not] ~3 any ~2 [complaint]"),
    ("improved", "later", "[able] ~1 [do]"),
    ("improved", "", "[trouble] ~1 [eased] ~done"),
    ("improved", "", "[ailment] ~1 [eased] ~done"),
    ("improved", "", "[corrected] ~2 [trouble]"),
    ("improved", "", "[corrected] ~2 [ailment]"),
    ("improved", "dated", "[has] no recurrent"),
    ("improved", "", "[less] [of] ~2 [trouble]"),
    ("improved", "", "[trouble] [be] ~1 [lessened]"),
    ("improved", "", "[ailment] [be] ~1 [lessened]"),
    ("improved", "", "[less] [of] ~2 [ailment]"),
    ("improved", "", "no ~2 [sign] of ~2 [recurrent]"),
    ("improved", "", "without ~2 [sign] of ~2 [recurrent]"),
    ("improved", "later", "no ~1 [sign] of ~1 pathology"),
    ("improved", "", "[remain] ~1 [fine]"),
    ("improved", "later", "[acts] [normally]"),
    ("improved", "later", "[acts] and [acts] [normally]"),
    ("improved", "", "[ailment] ~1 [went] ~done"),
    ("improved", "", "[trouble] ~1 [went] ~done"),
    ("improved", "", "[trouble] [became] [fewer]"),
    ("improved", "later", "[ailment] [be] ~1 [fewer]"),
    ("no improvement", "", "[be left] ~1 [disabled]"),
    ("improved", "later", "[lump] [be] ~1 [fewer]"),
    ("improved", "", "[has now] ~2 [trouble]"),
    ("no improvement", "", "[function] did not ~1 [come back]"),
    ("no improvement", "", "[limb] did not ~1 [come back]"),
    ("improved", "", "[answer] ~when [be] ~1 [good]"),
    ("no improvement", "", "[not] ~3 any ~2 [effect]"),
    ("no improvement", "", "[no] [clear] [effect]"),
    ("discharged", "", "successfully ~2 [done]"),
    ("discharged", "", "[done] successfully"),
    ("discharged", "", "[smooth] ~2 [stay]"),
    ("discharged", "", "[stay] [be] ~1 [smooth]"),
    ("discharged", "", "[no] ~3 [complication]"),
    ("discharged", "", "[not] ~3 any ~2 [complication]"),
    ("progression", "dated", "[appear] ~7 [metastasis]"),
    ("progression", "dated", "[metastasis] [be] ~1 [found]"),
    ("progression", "", "[new] ~3 [metastasis] ~when [arose]"),
    ("progression", "", "[trouble] [be] ~1 [worsened]"),
)
_WHEN = (
    r"(?:(?:at|after|of|to|in|with|during|on|over|following)\s+"
    r"(?:(?!(?:but|which|who|that|was|were|is|are)\b)[\w'’-]+\s+){1,8}?)?"
)
# "decreased" as a verb, and not in "vomiting and decreased appetite".
_DONE = (
    r"(?=\s*(?:[^\w\s]|$)"
    r"|\s+(?:and|after|with|within|in|on|over|during|by|from|to|when|following|as|once|upon|at|for|\w+ly)\b)"
)
# No word that begins something new.
_FILLER = (
    r"(?:(?!(?:but|not|no|who|which|that|until|before|if|to|via|using|by|with|for|from|after|during|at|on|was|were|is|are"
    r"|had|has|other|side|adverse|toxic|untoward|undesirable|unwanted|insufficiently|poorly|barely|temporarily"
    r"|transiently|initially|risk|progression|worsening|deterioration|improvement|change|changes)\b)[\w'’-]+,?\s+)"
)

_NAME = re.compile(r"\[([^\]]+)\]")
_Form = tuple[str, str, frozenset[str], re.Pattern[str]]  # concept, list of times, lists of which it needs a word each


def find_outcome_phrases(sentence: Sentence) -> Iterator[Mention]:
    """Give the places of a sentence where an outcome is told in one of the forms."""
    times, sieve, forms = _patterns()
    text = lower_case(sentence.text)  # Python tries the words of a list three times faster if case counts
    named = sieve.sift(text)
    told = {name for name, pattern in times.items() if name in named and pattern.search(text)}
    if "dated" in told:
        told.add("later")
    for concept, time, names, pattern in forms:
        if (time and time not in told) or not names <= named:
            continue
        for match in pattern.finditer(text):
            span = sentence.at(match.start(), match.end())
            yield Mention(MentionKind.TERM, span, concept, _LEXICON, sentence=sentence.index)


@cache
def _patterns() -> tuple[dict[str, re.Pattern[str]], Sieve[str], tuple[_Form, ...]]:
    words = {name.replace("_", " "): listed for name, listed in load_lists("outcome_phrases").items()}
    lists = {name: _any_of(listed) for name, listed in words.items()}
    forms = tuple(
        (concept, time, frozenset(_NAME.findall(form)), re.compile(_write(form, lists)))
        for concept, time, form in _FORMS
    )
    times = {name: re.compile(rf"\b{lists[name]}\b") for name in _TIMES}
    return times, Sieve({name: beginnings_of(listed) for name, listed in words.items()}), forms


def _write(form: str, lists: dict[str, str]) -> str:
    parts: list[str] = []
    for part in re.findall(r"\[[^\]]+\]|\S+", form):
        if part.startswith("["):
            parts.append(lists[part[1:-1]] + r"(?!\w)")
        elif part == "~when":
            parts.append(_WHEN)
            continue
        elif part == "~done":
            parts[-1] = _DONE
            continue
        elif part.startswith("~"):
            parts.append(_FILLER + f"{{0,{part[1:]}}}")
            continue
        else:
            parts.append(part)
        parts.append(r"\s+")
    return r"\b" + "".join(parts if parts[-1] == _DONE else parts[:-1])


def _any_of(words: tuple[str, ...]) -> str:
    ordered = sorted((word.lower() for word in words), reverse=True)
    written = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for word in ordered)
    return "(?:" + "|".join(written) + ")"

"""Makes searches of which the duplicates are known: papers as several databases write them, and look-alikes."""

# ruff: noqa: E501

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from extractor.references.citation import Citation

_SUBJECTS = "stenosis pachymeningitis neuropathy osteomalacia granuloma vasculitis thyroiditis nephritis colitis myelopathy".split()
_KINDS = "idiopathic recurrent familial hypertrophic bilateral acute chronic refractory juvenile drug-induced".split()
_PLACES = "cervical lumbar orbital renal hepatic cardiac dural spinal thyroid pancreatic".split()
_TAILS = (
    "a diagnostic challenge|long-term follow-up|response to rituximab|case report and review|an autopsy study".split(
        "|"
    )
)
_PEOPLE = "Müller Nakamura O'Neil García Østergaard Şahin Kowalski Nguyễn Rossi Dubois Lindqvist Novák Petrov Haddad Okafor".split()
_JOURNALS = (
    ("Journal of Rare Spines", "J Rare Spines"),
    ("Annals of the Dural Diseases", "Ann Dural Dis"),
    ("International Archives of Neurological Surgery", "Int Arch Neurol Surg"),
    ("Nordic Medical Bulletin", "Nord Med Bull"),
)
_ACCENTS = str.maketrans("üíØøŞşńễáç", "uiOoSsneac")


@dataclass(frozen=True, slots=True)
class MadeSearch:
    """Citations, and for each the number of the work that it is of."""

    citations: tuple[Citation, ...]
    works: tuple[int, ...]


def make_work(number: int, dice: random.Random) -> Citation:
    """Make a paper unlike any other."""
    title = (
        f"{dice.choice(_KINDS).capitalize()} {dice.choice(_PLACES)} {dice.choice(_SUBJECTS)} in a "
        f"{_word(dice)} with {_word(dice)} {dice.choice(_SUBJECTS)}: {dice.choice(_TAILS)}"
    )
    people = tuple(
        f"{dice.choice(_PEOPLE)}, {chr(65 + dice.randrange(26))}. {chr(65 + dice.randrange(26))}."
        for _ in range(dice.randint(1, 6))
    )
    first = dice.randint(1, 1900)
    return Citation(
        id="",
        database="PubMed",
        title=title,
        authors=people,
        year=dice.randint(1995, 2024),
        journal=dice.choice(_JOURNALS)[0],
        volume=str(dice.randint(1, 90)),
        issue=str(dice.randint(1, 12)),
        pages=f"{first}-{first + dice.randint(2, 9)}",
        doi=f"10.1234/made.{number}",
        pmid=str(10_000_000 + number),
        abstract=" ".join(_word(dice) for _ in range(60)),
    )


def _word(dice: random.Random) -> str:
    return "".join(
        dice.choice(("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "ro", "su", "tre", "ven")) for _ in range(3)
    )


def _shorten_pages(citation: Citation) -> str:
    first, _, last = citation.pages.partition("-")
    same = 0
    while len(first) == len(last) and same < len(first) - 1 and first[same] == last[same]:
        same += 1
    return f"{first}–{last[same:]}"


# How databases write one paper in other ways.
VARIATIONS: tuple[Callable[[Citation, random.Random], Citation], ...] = (
    lambda c, d: replace(c, journal=dict(_JOURNALS)[c.journal], pages=_shorten_pages(c), doi=None),
    lambda c, d: replace(c, title=c.title.upper(), pmid=None, authors=tuple(a.replace(".", "").replace(",", "") for a in c.authors)),
    lambda c, d: replace(c, title=f"[{c.title}].", authors=tuple(a.translate(_ACCENTS) for a in c.authors), doi=None, pmid=None),
    lambda c, d: replace(c, title=c.title.split(":")[0] + "...", pmid=None, doi=None),
    lambda c, d: replace(c, year=(c.year or 0) - 1, volume="", issue="", pages="", pmid=None),
    lambda c, d: replace(c, title=f"<i>{c.title.split()[0]}</i> {c.title.split(maxsplit=1)[1]}", doi=f"{c.doi}".upper().lower(), pmid=None),
    lambda c, d: replace(c, authors=c.authors[:1], abstract="", pmid=None, doi=None),
    lambda c, d: replace(c, title=_misspell(c.title, d), pmid=None, doi=None),
    lambda c, d: replace(c, authors=(), pmid=None, doi=None),
)  # fmt: skip


def _misspell(title: str, dice: random.Random) -> str:
    place = dice.randrange(5, len(title) - 5)
    return title[:place] + title[place + 1 :]


# What looks like the paper and is another publication.
LOOK_ALIKES: tuple[Callable[[Citation, random.Random], Citation], ...] = (
    lambda c, d: replace(c, title=f"Erratum to: {c.title}", pages="", pmid=None, doi=None),
    lambda c, d: replace(c, title=f"Corrigendum: {c.title}", pmid=None, doi=f"{c.doi}e"),
    lambda c, d: replace(c, title=f"Comment on: {c.title}", pages="1990", pmid=None, doi=None, authors=("Critic, Z.",)),
    lambda c, d: replace(c, title=f"{c.title}: authors' reply", pages="1991", pmid=None, doi=None),
    lambda c, d: replace(c, authors=(f"Zimmer{_word(d)}, Q.", f"Yil{_word(d)}, X."), volume=str(d.randint(1, 90)), issue="1", pages=f"{d.randint(1, 900)}", pmid=None, doi=None,
                         journal="Other Acta of Medicine", abstract=""),
    lambda c, d: replace(c, volume="98", issue="Suppl 1", pages="S12", pmid=None, doi=None, journal="Congress Proceedings of Rome",
                         kind="Conference Abstract"),
)  # fmt: skip


def make_search(papers: int, variants: int, seed: int, look_alikes: bool = True) -> MadeSearch:
    """Make a search: each paper with so many other ways of writing it, and one look-alike."""
    dice = random.Random(seed)
    made: list[tuple[int, Citation]] = []
    work = 0
    for number in range(papers):
        paper = make_work(number, dice)
        made.append((work, paper))
        made += [(work, vary(paper, dice)) for vary in dice.sample(VARIATIONS, variants)]
        work += 1
        if look_alikes:
            made.append((work, dice.choice(LOOK_ALIKES)(paper, dice)))
            work += 1
    dice.shuffle(made)
    citations = tuple(replace(citation, id=f"made#{place}") for place, (_, citation) in enumerate(made))
    return MadeSearch(citations, tuple(number for number, _ in made))

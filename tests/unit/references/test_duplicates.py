"""Duplicates: one paper however it is written, and nothing else."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from extractor.references.citation import Citation
from extractor.references.duplicates import Decision, find_duplicates
from extractor.references.judging import Answer, Verdict, judge
from extractor.references.keys import make_key
from tests.unit.references.made_citations import MadeSearch, make_search

PAPER = Citation(
    id="a#1",
    database="PubMed",
    title="IgG4-related disease of the spinal dura in a young baker: Part I",
    authors=("Müller, Hanna", "O'Neil, A. B."),
    year=2019,
    journal="Journal of Rare Spines",
    volume="12",
    issue="3",
    pages="123-129",
    doi="10.1234/jrs.2019.7",
    pmid="31234567",
    abstract="A baker of thirty years came with a stiff neck. " * 6,
)


def verdict(**changes: object) -> Verdict:
    return judge(make_key(PAPER), make_key(replace(PAPER, id="b#1", **changes)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"doi": None, "pmid": None},
        {"doi": None, "pmid": None, "journal": "J Rare Spines", "pages": "123–9"},
        {"pmid": None, "doi": None, "authors": ("Muller H", "O Neil AB")},
        {"pmid": None, "doi": None, "authors": ()},
        {"pmid": None, "doi": None, "authors": ("The Dura Study Group",), "abstract": ""},
        {"pmid": None, "doi": None, "title": PAPER.title.upper().replace("-", " ")},
        {
            "pmid": None,
            "doi": None,
            "title": "IgG<sub>4</sub>-related disease of the spinal dura in a young baker: part I",
        },
        {"pmid": None, "title": "IgG4-related disease of the spinal dura in a young bakker: Part I", "doi": None},
        {"pmid": None, "volume": "", "issue": "", "pages": "", "year": 2018},
        {"pmid": None, "doi": None, "volume": "", "issue": "", "pages": "", "year": 2020},
        {"pmid": None, "doi": None, "pages": "e12"},
        {
            "pmid": None,
            "doi": None,
            "title": f"{PAPER.title}. [Review] [45 refs] [Erratum appears in J Rare Spines. 2020;13:4]",
        },
        {"pmid": None, "doi": None, "title": f"{PAPER.title}. [German]"},
        {"pmid": None, "doi": "10.1234/mistyped"},
        {"pmid": None, "authors": ("Hanna M.", "Andrew B. O.")},  # given names for family names
    ],
)
def test_one_paper_written_in_two_ways(changes: dict[str, object]) -> None:
    assert verdict(**changes).answer is Answer.DUPLICATE


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": f"Erratum to: {PAPER.title}", "doi": None, "pmid": None}, "one is a paper, the other a correction"),
        ({"title": f"{PAPER.title} [Erratum]", "doi": None, "pmid": None}, "one is a paper, the other a correction"),
        ({"kind": "Published Erratum", "doi": None, "pmid": None}, "one is a paper, the other a correction"),
        ({"title": f"Re: {PAPER.title}", "doi": None, "pmid": None}, "one is a paper, the other a reply or comment"),
        ({"title": f"{PAPER.title}: reply", "doi": None, "pmid": None}, "one is a paper, the other a reply or comment"),
        ({"title": PAPER.title + "I", "doi": None, "pmid": None}, "parts 1 and 2 of a series"),
        ({"title": PAPER.title.replace("IgG4", "IgG1"), "doi": None, "pmid": None}, "the titles differ in a number"),
        ({"pmid": "31239999", "pages": "1"}, "two PMIDs"),
        ({"pmid": None, "doi": None, "authors": ("Wong, Lee", "Doe, Ann"), "pages": "7-9"}, "other authors"),
        ({"title": "Quite another paper of that issue", "doi": None, "pmid": None, "pages": "140"}, "other titles"),
        (
            {"pmid": None, "doi": None, "journal": "Proc Spine Soc", "volume": "3", "issue": "Suppl 1", "pages": "S12"},
            "an abstract and a paper of one title",
        ),
        (
            {"pmid": None, "doi": None, "journal": "Acta Dura", "volume": "77", "pages": "1-9"},
            "the same title, published in two places",
        ),
        ({"pmid": None, "doi": None, "year": 2009, "volume": "2", "pages": "5-9"}, "same title, 10 years apart"),
    ],
)
def test_alike_and_not_the_same(changes: dict[str, object], reason: str) -> None:
    found = verdict(**changes)
    assert (found.answer, found.reason) == (Answer.DIFFERENT, reason)


def test_an_abstract_that_gives_no_place_is_not_the_paper() -> None:
    paper = replace(PAPER, kind="Journal Article", doi=None, pmid=None)
    abstract = replace(paper, kind="Conference Abstract", volume="", issue="", pages="")
    found = judge(make_key(paper), make_key(abstract))
    assert (found.answer, found.reason) == (Answer.DIFFERENT, "an abstract and a paper of one title")
    proceedings = replace(abstract, kind="Conference paper")  # as Scopus calls whole papers
    assert judge(make_key(paper), make_key(proceedings)).answer is Answer.DUPLICATE


def test_abstracts_of_a_supplement_share_a_doi() -> None:
    found = verdict(title="Another abstract of the same meeting on knees", pmid=None, pages="130")
    assert found.answer is Answer.DIFFERENT
    alike = verdict(title=f"{PAPER.title.replace('young', 'jung')}", pmid=None, pages="S9", issue="Suppl")
    assert alike.answer is Answer.UNCERTAIN


def test_little_is_not_enough() -> None:
    left = Citation("a#1", "PubMed", "Editorial", year=2019, journal="Journal of Rare Spines")
    assert judge(make_key(left), make_key(replace(left, id="b#1"))).answer is Answer.UNCERTAIN


def test_what_is_joined_has_its_reason_and_what_is_not_sure_is_listed() -> None:
    twin = replace(PAPER, id="b#1", database="Embase", pmid=None, doi=None, abstract="")
    doubtful = replace(PAPER, id="c#1", pmid="31239999", doi=None)
    found = find_duplicates((PAPER, twin, doubtful))
    assert [(g.kept.id, [c.id for c in g.others]) for g in found.groups] == [("a#1", ["b#1"]), ("c#1", [])]
    assert [(p.first.id, p.second.id) for p in found.joined] == [("a#1", "b#1")]
    assert found.joined[0].verdict.reason == "same title and first page, same journal, volume, issue, year"
    assert [(p.first.id, p.second.id, p.verdict.reason) for p in found.uncertain] == [
        ("a#1", "c#1", "same title, volume and page, but two PMIDs")
    ]


def test_a_person_has_the_last_word() -> None:
    twin = replace(PAPER, id="b#1", pmid=None)
    other = replace(PAPER, id="c#1", title="Something else entirely", doi=None, pmid=None, pages="9")
    decisions = (Decision("a#1", "b#1", False, "eva"), Decision("c#1", "a#1", True, "eva"))
    found = find_duplicates((PAPER, twin, other), decisions)
    assert [[g.kept.id, *(c.id for c in g.others)] for g in found.groups] == [["a#1", "c#1"], ["b#1"]]
    assert [(p.verdict.reason, p.decided) for p in found.joined] == [("decided by eva", True)]
    assert found.uncertain == ()


def test_a_bridge_does_not_join_what_is_surely_different() -> None:
    """A record without PMID agrees with two of different PMIDs: it goes to one of them, the others stay apart."""
    second = replace(PAPER, id="b#1", pmid="31239999", doi=None)
    bridge = replace(PAPER, id="c#1", pmid=None, doi=None)
    found = find_duplicates((PAPER, second, bridge))
    assert [[g.kept.id, *(c.id for c in g.others)] for g in found.groups] == [["a#1", "c#1"], ["b#1"]]


def judged(search: MadeSearch) -> tuple[int, int]:
    """Count the duplicates that were missed, and the works that were merged with others."""
    of = {citation.id: work for citation, work in zip(search.citations, search.works, strict=True)}
    works = [{of[c.id] for c in (group.kept, *group.others)} for group in find_duplicates(search.citations).groups]
    return sum(map(len, works)) - len(set(search.works)), sum(len(group) - 1 for group in works)


@pytest.mark.parametrize("seed", [11, 12])
def test_made_searches_are_sorted_out(seed: int) -> None:
    assert judged(make_search(150, 4, seed)) == (0, 0)


def test_thousands_of_references_take_seconds() -> None:
    search = make_search(1000, 2, 13, look_alikes=False)
    began = time.process_time()
    find_duplicates(search.citations)
    assert time.process_time() - began < 10  # 20 for 10,000; this machine may be slow

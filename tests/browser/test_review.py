"""The review page in a real browser, by keyboard: two people review, differ, adjudicate and export; nothing is lost."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from extractor.batch import Options, run_papers
from extractor.pipeline import Program
from extractor.review.keys import KEYS
from extractor.review.ledger import open_ledger

from .conftest import NASTY, ROOT, People

expect.set_options(timeout=20_000)

Shoot = Callable[[Page, str], None]
FIRST, COPIED, THREE = "Stiff dura", "copied", "Three faces"


def open_paper(page: Page, title: str) -> None:
    """Find a paper in the list by its words, and open it."""
    page.keyboard.press("f")
    page.keyboard.type(title)
    page.locator(".list .paper a.title", has_text=title).first.click()
    ready(page)


def card(page: Page, field: str) -> None:
    """Go to a field by a deep link within the page."""
    page.evaluate("field => { location.hash = field }", field)
    expect(page.locator(f"#{field}")).to_have_class(re.compile("current"))


def press(page: Page, field: str, key: str, state: str) -> None:
    """Press a key at a field and wait until the page says that the decision is kept."""
    card(page, field)
    page.keyboard.press(key)
    expect(page.locator(f"#{field}")).to_have_class(re.compile(f"state-{state}"))


def ready(page: Page) -> None:
    """Wait until the page listens to keys."""
    expect(page.locator(".card.current")).to_be_visible()


def drawn(page: Page) -> None:
    """Wait until the page of the paper is drawn."""
    page.locator(".leaf img").evaluate("picture => picture.decode()")


def finish(page: Page) -> None:
    page.keyboard.press("D")
    page.keyboard.press("Enter")
    expect(page.locator(".notice", has_text="You have finished")).to_be_visible()
    ready(page)


def check_accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(f["id"], [n["html"][:120] for n in f["nodes"]][:3]) for f in found] == []


def test_two_people_review_differ_adjudicate_and_export(people: People, screenshots: Shoot) -> None:
    anna = people.open(people.serve("anna").link)
    ben = people.open(people.serve("ben").link)
    for page in (anna, ben):
        open_paper(page, FIRST)
        press(page, "sex", "a", "accepted")
    press(anna, "age_years", "a", "accepted")
    card(ben, "age_years")
    ben.keyboard.press("Enter")
    ben.locator("#age_years [name=number]").fill("45")
    ben.locator("#age_years [name=comment]").fill("as in the abstract")
    ben.keyboard.press("Enter")
    expect(ben.locator("#age_years .answer")).to_contain_text("45 years")
    press(ben, "family_history", "n", "rejected")
    press(anna, "family_history", "a", "accepted")
    expect(anna.locator("#progress")).to_contain_text("3 of")
    finish(anna)
    assert "45 years" not in anna.content()
    finish(ben)

    ben.keyboard.press("y")
    expect(ben.locator(".sides")).to_have_count(2)
    expect(ben.locator("#age_years .side").nth(1)).to_contain_text("as in the abstract")
    card(ben, "age_years")
    expect(ben.locator("rect.chosen").first).to_be_visible()
    drawn(ben)
    screenshots(ben, "review-adjudication")
    check_accessible(ben)
    ben.keyboard.press("1")
    ben.keyboard.type("the case report says 47")
    ben.keyboard.press("Enter")
    expect(ben.locator("#age_years")).to_have_class(re.compile("state-adjudicated"))
    expect(ben.locator("#disputes")).to_have_text("1")
    card(ben, "family_history")
    ben.keyboard.press("n")
    ben.keyboard.press("Enter")
    expect(ben.locator("#disputes")).to_have_text("0")

    with open_ledger(people.run / "review.sqlite") as ledger:
        kept = [(e.reviewer, str(e.role), str(e.verdict), e.field, e.comment) for e in ledger.decisions()]
    assert ("ben", "adjudicator", "accept", "age_years", "the case report says 47") in kept
    assert len(kept) == 6 + 2 + 2
    out = people.run / "agreed.jsonl"
    command = [sys.executable, "-m", "extractor", "export", str(people.run), "--format", "jsonl"]
    subprocess.run([*command, "--out", str(out)], check=True, cwd=ROOT, capture_output=True)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    values = next(line["values"] for line in lines if "01-thoracic" in line["document"]["path"])
    assert (values["age_years"]["value"], values["family_history"]["status"]) == (47, "not_reported")


def test_the_marked_box_covers_the_quoted_words_on_the_drawn_page(people: People) -> None:
    """What PDFium reads inside the box on the page as it is drawn is what the evidence quotes."""
    page = people.open(people.serve("anna").link)
    pdf = pypdfium2.PdfDocument(ROOT / "corpus" / "papers" / "01-thoracic-two-columns.pdf")
    open_paper(page, FIRST)
    checked = 0
    for field in ("age_years", "sex", "comorbidities", "serum_igg4", "lesion_levels", "pathology"):
        card(page, field)
        expect(page.locator("rect.chosen").first).to_be_visible()
        quote = json.loads(page.locator(f"#{field}").get_attribute("data-evidence") or "[]")[0]
        expect(page.locator("#where")).to_have_text(f"{quote['page']} of 3")
        drawn(page)
        boxes = page.evaluate(
            """quote => { const image = document.querySelector('.leaf img').getBoundingClientRect();
            return [...document.querySelectorAll('rect.chosen')].map(one => one.getBoundingClientRect())
              .map(one => [(one.left - image.left) / image.width, (one.top - image.top) / image.height,
                (one.right - image.left) / image.width, (one.bottom - image.top) / image.height]); }""",
            quote,
        )
        sheet = pdf[quote["page"] - 1]
        width, height = sheet.get_size()
        text = sheet.get_textpage()
        inside = [
            text.get_text_bounded(x0 * width, height * (1 - y1), x1 * width, height * (1 - y0))
            for x0, y0, x1, y1 in boxes
        ]
        words = "".join("".join(inside[: len(quote["boxes"])]).split())
        assert words.strip(".,;()") == "".join(quote["quote"].split()), field
        visible = page.evaluate(
            """() => { const pane = document.getElementById('stage').getBoundingClientRect();
            const box = document.querySelector('rect.chosen').getBoundingClientRect();
            return box.top >= pane.top && box.bottom <= pane.bottom; }"""
        )
        assert visible, f"{field}: the page did not scroll to its evidence"
        checked += 1
    assert checked == 6


def test_words_marked_in_the_paper_become_the_evidence(people: People) -> None:
    page = people.open(people.serve("anna").link)
    open_paper(page, FIRST)
    card(page, "diagnosis")
    page.keyboard.press("/")
    page.keyboard.type("piano teacher")
    page.keyboard.press("Enter")
    expect(page.locator("rect.picked").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    expect(page.locator("#diagnosis .cited")).to_contain_text("piano teacher")
    expect(page.locator("#diagnosis [data-again]")).to_have_value("")
    page.locator("#diagnosis [name=item]").first.press("Enter")
    expect(page.locator("#diagnosis")).to_have_class(re.compile("state-edited"))
    expect(page.locator("#diagnosis .quotes")).to_contain_text("piano teacher")

    card(page, "age_years")
    page.locator("rect.chosen").first.scroll_into_view_if_needed()
    mark = page.locator("rect.chosen").first.bounding_box()
    assert mark is not None
    page.mouse.move(mark["x"] + 3, mark["y"] + mark["height"] / 2)
    with page.expect_response(re.compile("/words/1$")):
        page.mouse.down()
    page.mouse.move(mark["x"] + mark["width"] + 25, mark["y"] + mark["height"] / 2, steps=4)
    page.mouse.up()
    expect(page.locator("rect.picked").first).to_be_visible()
    page.keyboard.press("v")
    expect(page.locator("#age_years .cited")).to_contain_text("47-year-old woman")


def test_another_mention_is_offered_as_the_value(people: People) -> None:
    page = people.open(people.serve("anna").link)
    open_paper(page, FIRST)
    with_others = page.locator(".card", has=page.locator(".other")).first
    field = with_others.get_attribute("id") or ""
    card(page, field)
    wanted = page.locator(f"#{field} .other").first
    # The page beside the form comes a moment later, and may be drawn twice.
    # No style makes the box wider than its words.
    page.wait_for_function(
        """() => { const box = document.querySelector("rect.other"), sheet = box && box.ownerSVGElement;
        const across = sheet ? sheet.getBoundingClientRect().width : 0;
        const drawn = box ? box.getBoundingClientRect().width * sheet.viewBox.baseVal.width / across : NaN;
        return across > 0 && Math.abs(drawn - Number(box.getAttribute("width"))) <= 2; }"""
    )
    page.locator("rect.other").first.dispatch_event("click")
    expect(wanted).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{field}")).to_have_class(re.compile("state-(edited|rejected)"))


def test_a_reload_or_a_kill_of_the_server_loses_nothing(people: People) -> None:
    served = people.serve("anna")
    page = people.open(served.link)
    open_paper(page, FIRST)
    press(page, "sex", "a", "accepted")
    page.reload()
    expect(page.locator("#sex")).to_have_class(re.compile("state-accepted"))
    address = page.url.split("#")[0].split(served.port)[1]
    card(page, "age_years")
    page.keyboard.press("e")
    page.locator("#age_years [name=number]").fill("48")
    served.kill()
    page.locator("#age_years [name=number]").press("Enter")
    expect(page.locator("#said")).to_contain_text("Not saved")
    again = people.serve("anna", port=served.port)
    assert again.port == served.port
    page.goto(f"{again.link}&to={address}".replace("to=/&", ""))
    expect(page.locator("#sex")).to_have_class(re.compile("state-accepted"))
    expect(page.locator("#age_years [name=number]")).to_have_value("48")
    page.locator("#age_years [name=number]").press("Enter")
    expect(page.locator("#age_years .answer")).to_contain_text("48 years")
    with open_ledger(people.run / "review.sqlite") as ledger:
        assert [entry.field for entry in ledger.decisions()] == ["sex", "age_years"]


def test_two_windows_of_one_person_are_shown_both_versions(people: People) -> None:
    served = people.serve("anna")
    first, second = people.open(served.link), people.open(served.link)
    for page in (first, second):
        open_paper(page, FIRST)
    press(first, "sex", "a", "accepted")
    card(second, "sex")
    second.keyboard.press("n")
    expect(second.locator("#ask")).to_contain_text("Yours: not reported")
    expect(second.locator("#ask")).to_contain_text("There: female")
    second.keyboard.press("Enter")
    expect(second.locator("#sex")).to_have_class(re.compile("state-rejected"))


def test_every_key_does_its_action_without_an_error(people: People) -> None:
    page = people.open(people.serve("anna").link)
    open_paper(page, FIRST)
    for key in KEYS:
        before = page.url
        page.keyboard.press(key.key)
        page.wait_for_timeout(120)
        page.keyboard.press("Escape")
        if key.action.startswith(("next-", "previous-", "overview")) and page.url.split("#")[0] != before.split("#")[0]:
            page.wait_for_load_state()
            if "/p/" not in page.url:
                open_paper(page, FIRST)
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_patients_are_added_and_merged_and_papers_excluded_by_key(people: People) -> None:
    page = people.open(people.serve("anna").link)
    open_paper(page, THREE)
    expect(page.locator(".tabs a")).to_have_count(3)
    page.keyboard.press("p")
    page.keyboard.type("the fourth")
    page.keyboard.press("Enter")
    expect(page.locator(".tabs a")).to_have_count(4)
    expect(page.locator(".tabs a[aria-current]")).to_contain_text("the fourth")
    ready(page)
    press(page, "sex", "n", "accepted")
    page.keyboard.press("u")
    expect(page.locator("#sex")).to_have_class(re.compile("state-unchecked"))
    page.keyboard.press("g")
    page.keyboard.press("Enter")
    expect(page.locator(".tabs a")).to_have_count(3)
    ready(page)
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("not a case report")
    ready(page)
    page.keyboard.press("u")
    expect(page.locator(".tabs a")).to_have_count(3)


def test_the_text_of_a_paper_without_pages(people: People) -> None:
    page = people.open(people.serve("anna").link)
    page.locator(".list .paper a.title").nth(1).click()
    expect(page.locator("mark.chosen").first).to_be_visible()
    quote = json.loads(page.locator(".card.current").get_attribute("data-evidence") or "[]")[0]["quote"]
    assert "".join(page.locator("mark.chosen").first.inner_text().split()) in "".join(quote.split())


def test_what_a_paper_says_stays_text(people: People, tmp_path: Path, program: Program) -> None:
    """In its title, its name, its words, and in a comment; a dialog would fail the test at its end."""
    (tmp_path / "papers").mkdir()
    text = f"{NASTY}\n\nA 50-year-old man had fever. {NASTY}"
    (tmp_path / "papers" / f"{NASTY}.txt").write_text(text, encoding="utf-8")
    run_papers([tmp_path / "papers"], people.run, program, Options(jobs=1))
    page = people.open(people.serve("anna").link)
    expect(page.locator(".list")).to_contain_text(NASTY)
    page.locator(".list .paper a.title").last.click()
    ready(page)
    expect(page.locator(".case")).to_contain_text(NASTY)
    expect(page.locator("#stage")).to_contain_text(f"had fever. {NASTY}")
    page.keyboard.press("c")
    page.keyboard.type(NASTY)
    page.keyboard.press("Enter")
    expect(page.locator(".card.current .comment")).to_contain_text(NASTY)
    expect(page.locator("#main img, #stage img, .list img, #main script")).to_have_count(0)


def test_blind_shows_no_reading_of_the_machine(people: People) -> None:
    page = people.open(people.serve("anna", "--blind").link)
    open_paper(page, FIRST)
    expect(page.locator(".card .faint").first).to_contain_text("not shown")
    page.wait_for_selector(".leaf")
    expect(page.locator("rect")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_passes_the_accessibility_check(scheme: str, people: People, screenshots: Shoot) -> None:
    page = people.open(people.serve("anna").link, scheme)
    check_accessible(page)
    open_paper(page, THREE)
    press(page, "sex", "a", "accepted")
    check_accessible(page)
    for field in ("age_years", "onset_to_diagnosis_weeks", "onset_to_diagnosis_weeks_calendar"):
        press(page, field, "a", "accepted")
    press(page, "family_history", "o", "rejected")
    card(page, "initial_symptoms")
    page.locator("#said:not(.on)").wait_for(state="attached")
    drawn(page)
    screenshots(page, "review" if scheme == "light" else "review-dark")
    page.keyboard.press("e")
    expect(page.locator("form.edit")).to_be_visible()
    check_accessible(page)
    page.keyboard.press("Escape")
    if scheme == "light":
        page.keyboard.press("?")
        check_accessible(page)
        page.keyboard.press("Escape")
    page.keyboard.press("t")
    expect(page.locator("mark").first).to_be_visible()
    check_accessible(page)


def test_every_file_that_a_script_names_is_there() -> None:
    folder = ROOT / "extractor" / "review" / "static"
    named = {name for path in folder.glob("*.js") for name in re.findall(r'from "/static/([^"]+)"', path.read_text())}
    assert named <= {path.name for path in folder.iterdir()}

"""Tables of cases in more layouts: units in headers, merged cells, two header rows, turned, ragged, drugs."""

from __future__ import annotations

import io
from collections.abc import Callable

from openpyxl import Workbook

from extractor.tables import CaseTable

from .conftest import show

Read = Callable[[bytes, str], CaseTable]


def test_semicolons_units_in_headers_and_joined_columns(read: Read) -> None:
    table = read(
        "Author (year);Age/Sex;Duration (months);Serum IgG4 (g/L);Level;Treatment;Follow-up (years);Funding\n"
        "Ito et al. (2015) [12];54/F;3;2,4;C3–C6;Laminectomy, prednisolone;2;Japan\n"
        "Jansen 2018;19 mo/M;<1;NA;T4 and T6-T8;no treatment;–;Norway\n".encode(),
        "series.csv",
    )
    fields = ("sex", "age_years", "onset_to_diagnosis_weeks", "serum_igg4", "lesion_levels", "involved_regions")
    assert [show(record, *fields) for record in table.records] == [
        ["female", 54.0, 12.0, "240", "C3-C6", "cervical"],
        ["male", 1.58, 4.0, None, "T4, T6-T8", "thoracic"],
    ]
    fields = ("treatments", "follow_up_months")
    assert [show(record, *fields) for record in table.records] == [
        ["decompression surgery, glucocorticoid", 24.0],
        ["denied", None],
    ]
    assert [r.document.path for r in table.records] == ["series.csv#Ito 2015", "series.csv#Jansen 2018"]
    assert [(p.code, p.message) for p in table.problems] == [
        ("column_not_used", "the column “Funding” fills no field of the schema")
    ]


def test_merged_cells_and_two_rows_of_headers(read: Read) -> None:
    table = read(
        b"""<html><body><h1>A series</h1><p>Two papers told of three patients.</p><table>
        <caption>Table 2. Published cases. GC, glucocorticoid; RTX, rituximab; F, female; M, male</caption>
        <tr><th rowspan="2">Reference</th><th colspan="2">Patient</th><th colspan="2">CSF</th>
        <th rowspan="2">Therapy</th></tr>
        <tr><th>Sex</th><th>Age, y</th><th>CSF cells (/mm3)</th><th>CSF protein (g/L)</th></tr>
        <tr><td colspan="6">Spinal disease</td></tr>
        <tr><td rowspan="2">Kaya et al, 2012</td><td>F</td><td>31</td><td>44</td><td>1.5</td><td>GC, RTX</td></tr>
        <tr><td>M</td><td>63</td><td>not done</td><td>not done</td><td>GC</td></tr>
        <tr><td>Lopez, 2020</td><td>F</td><td>48</td><td>3</td><td>raised</td><td>surgery only</td></tr>
        <tr><td>Total</td><td>3</td><td>47</td><td></td><td></td><td></td></tr>
        </table></body></html>""",
        "page.html",
    )
    fields = ("sex", "age_years", "csf_cell_count", "csf_protein", "treatments")
    assert [(r.document.path, *show(r, *fields)) for r in table.records] == [
        ("page.html#Kaya 2012", "female", 31.0, "44", "150", "glucocorticoid, rituximab"),
        ("page.html#Kaya 2012", "male", 63.0, "not_done", "not_done", "glucocorticoid"),
        ("page.html#Lopez 2020", "female", 48.0, "3", "elevated", "surgery"),
    ]


def test_patients_side_by_side(read: Read) -> None:
    table = read(
        b"Characteristic,Case 1,Case 2,Case 3\nSex,male,female,female\nAge (years),44,8 months,71\n"
        b"Presenting symptoms,headache and fever,neck pain,\nOutcome,improved,died,stable\n",
        "turned.csv",
    )
    assert [(r.case.label, *show(r, "sex", "age_years", "symptoms", "outcome")) for r in table.records] == [
        ("Case 1", "male", 44.0, "headache, fever", "improved"),
        ("Case 2", "female", 0.67, "neck pain", "death"),
        ("Case 3", "female", 71.0, None, "stable"),
    ]


def test_columns_that_are_answers(read: Read) -> None:
    table = read(
        b"Case\tAge\tSex\tHeadache\tFever\tRituximab\tPrednisolone\tOutcome\n"
        b"1\t40\tM\t+\t-\tyes\tno\trelapse\n2\t51\tF\t-\t+\tno\tyes\timproved\n",
        "answers.tsv",
    )
    assert [show(record, "symptoms", "treatments", "outcome") for record in table.records] == [
        ["headache", "rituximab", "recurrence"],
        ["fever", "glucocorticoid", "improved"],
    ]
    assert [(r.document.path, r.case.id, r.case.label, r.patients) for r in table.records] == [
        ("answers.tsv", "case-1", "1", 2),
        ("answers.tsv", "case-2", "2", 2),
    ]
    denied = [(a.status, a.content) for a in table.records[0].value("treatments").alternatives]
    assert denied == [("denied", "glucocorticoid")]


def test_workbook_with_merged_sources(read: Read) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["Study", "Year", "Gender", "Age", "Symptoms", "Treatment"],
        ["Mbeki", 2019, "m", 37, "back pain", "steroids"],
        [None, None, "w", 52, "numbness of both legs; urinary retention", "MTX"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    file = io.BytesIO()
    book.save(file)
    table = read(file.getvalue(), "cases.xlsx")
    fields = ("sex", "age_years", "symptoms", "treatments")
    assert [(r.document.path, r.patients, *show(r, *fields)) for r in table.records] == [
        ("cases.xlsx#Mbeki 2019", 2, "male", 37.0, "back pain", "glucocorticoid"),
        ("cases.xlsx#Mbeki 2019", 2, "female", 52.0, "limb numbness, urinary dysfunction", "methotrexate"),
    ]


def test_a_row_that_lacks_its_empty_cells_is_set_under_the_columns_that_it_fits(read: Read) -> None:
    table = read(
        b"Author,Year,Sex,Age,CSF protein (mg/dL),Enhancement,Treatment,Outcome\n"
        b"Novak,2001,F,33,44,Y,Rituximab,Improved\nOkafor,2004,M,60,Y,Glucocorticoid,Death\n",
        "ragged.csv",
    )
    fields = ("sex", "age_years", "csf_protein", "mri_enhancement", "treatments", "outcome")
    assert [show(record, *fields) for record in table.records] == [
        ["female", 33.0, "44", "yes", "rituximab", "improved"],
        ["male", 60.0, None, "yes", "glucocorticoid", "death"],
    ]


def test_a_table_that_is_no_table_of_cases_gives_none(read: Read) -> None:
    table = read(b"Drug,Dose,Response\nRituximab,1 g,80%\nPrednisone,40 mg,60%\n", "drugs.csv")
    assert (table.records, table.problems) == ((), ())


def test_a_word_above_percentages_is_no_column_of_answers(read: Read) -> None:
    table = read(b"Group,Rituximab,Prednisone,Surgery\nTreated,80%,20%,10%\nUntreated,0%,0%,0%\n", "groups.csv")
    assert table.records == ()


def test_two_tables_of_the_same_cases_are_joined_by_their_numbers(read: Read) -> None:
    table = read(
        b"""<html><body><h1>Three siblings</h1><table><caption>Table 1</caption>
        <tr><th>Case no.</th><th>Age</th><th>Sex</th><th>Symptoms</th></tr>
        <tr><td>1</td><td>31</td><td>F</td><td>headache</td></tr>
        <tr><td>2</td><td>63</td><td>M</td><td>back pain</td></tr></table>
        <p>They were treated.</p><table><caption>Table 2</caption>
        <tr><th>Case no.</th><th>Treatment</th><th>Follow-up (months)</th><th>Outcome</th></tr>
        <tr><td>1</td><td>rituximab</td><td>12</td><td>improved</td></tr>
        <tr><td>2</td><td>laminectomy</td><td>6</td><td>died</td></tr></table></body></html>""",
        "siblings.html",
    )
    fields = ("age_years", "sex", "symptoms", "treatments", "follow_up_months", "outcome")
    assert [(r.case.label, *show(r, *fields)) for r in table.records] == [
        ("1", 31.0, "female", "headache", "rituximab", 12.0, "improved"),
        ("2", 63.0, "male", "back pain", "decompression surgery", 6.0, "death"),
    ]

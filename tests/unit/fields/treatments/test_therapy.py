"""Which treatments and drugs count as given to this patient for this illness."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.case import Drug, Reading, Status, Value
from extractor.fields import fill_fields
from extractor.schema import load_schema

Read = Callable[[str], Reading]
SCHEMA = load_schema("core")


def value_of(reading: Reading, field: str) -> Value:
    return next(v for v in fill_fields(SCHEMA, reading) if v.field == field)


GIVEN = [
    ("She was started on prednisone 40 mg daily.", ("glucocorticoid",)),
    ("Pulse steroid therapy and cyclophosphamide led to remission.", ("glucocorticoid", "cyclophosphamide")),
    ("Imuran was continued for a year.", ("azathioprine",)),
    ("A T4-T6 laminectomy with debulking of the mass was done.", ("decompression surgery", "mass excision")),
    ("Biopsy of the dura showed plasma cells.", ("biopsy",)),
    ("We did not operate but gave him rituximab.", ("rituximab",)),
    ("Despite azathioprine and infliximab his pain came back.", ("azathioprine", "infliximab")),
    ("Ceftriaxone and vancomycin were begun empirically.", ("ceftriaxone", "vancomycin")),
    ("He refused surgery and was treated with radiotherapy.", ("radiotherapy",)),
    ("No improvement was seen after intravenous immunoglobulin.", ("intravenous immunoglobulin",)),
    ("The planned caesarean section was performed under spinal anaesthesia.", ("caesarean section",)),
    ("The bleeding stopped with an adrenaline pack.", ("adrenaline pack",)),
    ("He received supportive treatment and acyclovir.", ("acyclovir",)),
    ("Hydrocelectomies and an omentoplasty were performed.", ("hydrocelectomy", "omentoplasty")),
    ("He received supportive treatment alone.", ("supportive care",)),
    # what stands beside them says nothing of these
    ("A girl without medical history was admitted for resection of a tumour.", ("mass excision",)),
    ("Six years after the first diagnosis she is on a low dose of azathioprine.", ("azathioprine",)),
    ("He was sedated with midazolam and ramipril was discontinued.", ("midazolam",)),
    ("Aspirin was also applied for two weeks.", ("aspirin",)),
    ("A renal biopsy showed fibrils that were thicker than is usual.", ("biopsy",)),
    ("He underwent incisional drainage.", ("drainage",)),
    # to breathe, or for an operation
    ("She became hypoxic, required intubation and was given ceftriaxone.", ("intubation", "ceftriaxone")),
    ("After induction and intubation she underwent splenectomy.", ("splenectomy",)),
    ("Intubation was difficult, and he was given ceftriaxone.", ("ceftriaxone",)),
    ("The liver metastasis was treated by RF ablation.", ("radiofrequency ablation",)),
    # the name of the site, where the words tell it
    ("She underwent aortic and mitral valve replacement.", ("aortic valve replacement", "mitral valve replacement")),
    ("A double-J stent was placed in the left ureter.", ("ureteral stent",)),
    ("The right coronary artery was narrow and a stent was implanted.", ("coronary stent",)),
    ("A covered stent was placed and kept patent.", ("stent",)),
    ("Her stiff hip was treated with arthroplasty.", ("hip arthroplasty",)),
    ("The knee was warm, the hip stiff, and arthroplasty was performed.", ("arthroplasty",)),
    ("A mechanical valve was implanted in the mitral position.", ("mitral valve replacement",)),
    # a class beside its member, and what a drug was for
    ("He was given a calcium channel blocker, nicardipine.", ("nicardipine",)),
    ("She received dexamethasone as a prophylactic antiemetic.", ("glucocorticoid",)),
    ("He got palliative treatment with ponatinib.", ("ponatinib",)),
    # slips of the pen
    ("She took slidenafil and intravenous manitol was given.", ("sildenafil", "mannitol")),
    ("He was given amphotericin B, and a wide excision was planned.", ("amphotericin b",)),
    ("Remission was induced by daunorubicin and cytarabine.", ("daunorubicin", "cytarabine")),
    ("He developed respiratory failure and was intubated. Doxycycline was started.", ("intubation", "doxycycline")),
    ("He was given low-molecular-weight heparin (enoxaparin).", ("enoxaparin",)),
    ("The abscess was aspirated, and ceftriaxone was given.", ("abscess drainage", "ceftriaxone")),
    ("She had been taking acetazolamide for 12 days without effect.", ("acetazolamide",)),
    ("Neither patient received colchicine. Allopurinol was given.", ("allopurinol",)),
    ("A woman receiving pembrolizumab for lung cancer developed blisters. Prednisone was given.", ("glucocorticoid",)),
    # for an illness of long ago
    (
        "A woman noticed deafness. Type 2 diabetes was controlled by gliclazide. MRI showed a thick dura."
        " She was given prednisolone.",
        ("glucocorticoid",),
    ),
]


@pytest.mark.parametrize(("text", "treatments"), GIVEN)
def test_given(text: str, treatments: tuple[str, ...], read_patient: Read) -> None:
    assert value_of(read_patient(text), "treatments").content == treatments


NOT_GIVEN = [
    "He refused surgery.",
    "Surgery was offered, which she declined.",
]


@pytest.mark.parametrize("text", NOT_GIVEN)
def test_not_given_is_not_done(text: str, read_patient: Read) -> None:
    value = value_of(read_patient(text), "treatments")
    assert (value.status, value.content) == (Status.NOT_DONE, None)


WITHHELD = [
    ("A renal biopsy could not be performed because of bleeding.", ("biopsy",)),
    ("No chemotherapy or radiotherapy was given.", ("radiotherapy",)),
    ("The lesion was too deep, and biopsy was not obtained.", ("biopsy",)),
    ("No additional rotational osteotomy was performed.", ("osteotomy",)),
    ("Intravitreal injections were unable to be given.", ("intravitreal injection",)),
    ("She denied any previous blood transfusions.", ("blood transfusion",)),
    ("He recovered without liver transplantation (LT).", ("liver transplantation",)),
]


@pytest.mark.parametrize(("text", "treatments"), WITHHELD)
def test_a_single_item_left_out_does_not_leave_the_patient_untreated(
    text: str, treatments: tuple[str, ...], read_patient: Read
) -> None:
    value = value_of(read_patient(text), "treatments")
    assert value.status is Status.NOT_REPORTED
    assert [(a.status, a.content) for a in value.alternatives] == [(Status.NOT_DONE, t) for t in treatments]
    assert value_of(read_patient(text), "drugs").status is Status.NOT_REPORTED


def test_what_was_left_out_stands_beside_what_was_given(read_patient: Read) -> None:
    value = value_of(read_patient("He refused surgery and was treated with radiotherapy."), "treatments")
    assert [(a.status, a.content) for a in value.alternatives] == [(Status.NOT_DONE, "surgery")]


SENSES = [
    ("After stabilization of the patient, endoscopy was done.", None),
    ("The fracture needed stabilization with a plate.", ("osteosynthesis",)),
    ("The vertebral fracture needed posterior stabilization.", ("spinal stabilization",)),
    ("Embolization of a catheter tip into the lung was seen.", None),
    ("Embolization of the feeding artery was performed.", ("embolization",)),
    ("He was referred to general surgery and then given vancomycin.", ("vancomycin",)),
    ("Ultrasound showed drainage of the portal vein into the caval vein.", None),
    ("A diagnostic arthroscopy was performed.", None),
    ("Segmental resection of the ileum and, later, of the tibia was done.", ("bowel resection",)),
    ("Segmental resection of the tibia was done.", ("mass excision",)),
    ("Angiography showed stent thrombosis.", None),
    ("Irrigation and debridement of the joint were done.", ("debridement",)),
    ("She was on peritoneal dialysis.", ("peritoneal dialysis",)),
    ("The patient underwent vascular bypass surgery.", ("bypass surgery",)),
]


@pytest.mark.parametrize(("text", "treatments"), SENSES)
def test_words_are_taken_in_their_sense(text: str, treatments: tuple[str, ...] | None, read_patient: Read) -> None:
    assert value_of(read_patient(text), "treatments").content == treatments


GIVEN_AFTER_ALL = [
    ("She received amphotericin B (fluconazole contraindicated because of the liver).", ("amphotericin b",)),
    ("To avoid an above-knee amputation, a rotationplasty was done.", ("rotationplasty",)),
    ("Bronchoscopy was refused by the family and a transthoracic biopsy showed cancer.", ("biopsy",)),
    ("Discontinuation of lithium, rehydration and prednisone helped.", ("fluid therapy", "glucocorticoid")),
    ("A girl with a medical history of cough was admitted requiring intubation.", ("intubation",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "treatments"), GIVEN_AFTER_ALL)
def test_a_cue_reaches_no_further_than_its_phrase(text: str, treatments: tuple[str, ...], read_patient: Read) -> None:
    assert value_of(read_patient(text), "treatments").content == treatments


NO_TREATMENT = [
    "The diagnosis came too late for thrombolysis.",
    "We saw no reason for resection of the lesion or a nephrectomy.",
    "Her coma was put down to a ketamine drug interaction.",
    "Removal of the cyst was planned, as well as the initiation of therapy with sirolimus.",
    "He had swallowed 750 mg of edoxaban in a suicide attempt. Edoxaban was eliminated slowly.",
    "Pancreatic enzymes, amylase and lipase were normal.",
    "Vitamin D and iron deficiency was found.",
    "The tumor was producing ACTH (354 pg/mL).",
    "PET was done with a view to surgical removal.",
    "Resection was decided.",
    "An interferon-gamma release assay was negative.",
    "Myocarditis was possibly induced by clozapine.",
    "She recovered without the requirement of amputation.",
    "Glucocorticoids are the first-line treatment of this disease.",
    "Rituximab should be considered in refractory disease.",
    "He is scheduled for a laminectomy next month.",
    "She is awaiting liver transplantation.",
    "A 61-year-old man on warfarin and metformin presented with back pain.",
    "A 50-year-old woman treated with infliximab for ankylosing spondylitis was admitted with jaundice.",
    "Two weeks after cholecystectomy, a 45-year-old man developed fever.",
    "A 45-year-old man developed fever two weeks after cholecystectomy.",
    "The germ was sensitive to penicillin, vancomycin and linezolid.",
    "She had a steroid-responsive disorder of the nerves.",
    "Insulin resistance and a low vitamin D level were noted.",
    "Three-dimensional reconstruction showed the fracture.",
    "His home medications included aspirin, ramipril and atorvastatin.",
    "He had hypertension, for which he took ramipril.",
    "Medication: inhaled budesonide.",
    "Testosterone was 2.1 ng/mL, and that of estradiol was normal.",
    "There was purulent drainage from the ear.",
    "The surgeons were consulted for a laminectomy.",
    "The patient is a man with psoriasis. He started adalimumab in 2008. In May 2017 he developed jaundice.",
    "A 30-year-old woman took warfarin, who was on it for a valve, and presented with pain. Warfarin was noted.",
    "Neither he nor his wife was willing to use a cochlear implant; a radiolabelled somatostatin analogue was traced.",
    "Mastectomy had been done 12 years earlier for breast cancer.",
]


@pytest.mark.parametrize("text", NO_TREATMENT)
def test_no_treatment_of_this_illness(text: str, read_patient: Read) -> None:
    value = value_of(read_patient(text), "treatments")
    assert (value.status, value.content) == (Status.NOT_REPORTED, None)


DRUGS = [
    (
        "Oral prednisolone (30 mg/day) was begun.",
        (Drug("prednisolone", "glucocorticoid", "30 mg/day", "Oral", "/day"),),
    ),
    (
        "She received 1 g of intravenous methylprednisolone daily for 3 days.",
        (Drug("methylprednisolone", "glucocorticoid", "1 g", "intravenous", "daily"),),
    ),
    (
        "Azathioprine 50 mg twice daily and rituximab 375 mg/m2 weekly for 4 weeks were given.",
        (
            Drug("azathioprine", "immunosuppressive therapy", "50 mg twice daily", None, "twice daily"),
            Drug("rituximab", "biologic therapy", "375 mg/m2 weekly for 4 weeks", None, "weekly"),
        ),
    ),
    (
        "Examplizumab 5 mg weekly was given.",
        (Drug("examplizumab", "biologic therapy", "5 mg weekly", None, "weekly"),),
    ),
    (
        "Imipenem 1000 mg 6 hourly was given.",
        (Drug("imipenem", "antibiotics", "1000 mg 6 hourly", None, "6 hourly"),),
    ),
    (  # the dose is that of the syrup
        "He was given a syrup (folic acid, zinc sulfate) 10 ml daily.",
        (Drug("folic acid", "supplements"), Drug("zinc", "supplements")),
    ),
    (
        "Solu-Medrol (methylprednisolone) 1 g daily was given.",
        (Drug("methylprednisolone", "glucocorticoid", "1 g daily", None, "daily"),),
    ),
    (
        "She received nivolumab, and a subcutaneous lesion appeared.",
        (Drug("nivolumab", "immunotherapy"),),
    ),
    (
        "Steroids were given: dexamethasone 8 mg daily.",
        (Drug("dexamethasone", "glucocorticoid", "8 mg daily", None, "daily"),),
    ),
    (
        "Steroids and antibiotics were given.",
        (Drug("glucocorticoid", "glucocorticoid"),),
    ),
]


@pytest.mark.parametrize(("text", "drugs"), DRUGS)
def test_drugs_with_their_doses(text: str, drugs: tuple[Drug, ...], read_patient: Read) -> None:
    assert value_of(read_patient(text), "drugs").content == drugs


def test_operation_is_no_drug(read_patient: Read) -> None:
    assert value_of(read_patient("She underwent laminectomy."), "drugs").status is Status.NOT_REPORTED


def test_the_dose_is_part_of_the_evidence(read_patient: Read) -> None:
    value = value_of(read_patient("Prednisone was started at 60 mg daily."), "drugs")
    assert [(e.item, e.quote) for e in value.evidence] == [("prednisone", "Prednisone"), ("prednisone", "60 mg daily")]

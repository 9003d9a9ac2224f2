"""What a sentence says of the words marked in it: `<m denied>fever</m>` is absent, `<m>cough</m>` is a plain fact."""

from __future__ import annotations

import re

import pytest

from extractor.case import Assertion, Case, Mention, MentionKind, Period, Qualifiers, Sentence, Subject
from extractor.document import SectionKind, Span
from extractor.mentions.cues import SAYS, Node, load_cues
from extractor.mentions.qualifiers import find_own_kin, qualify_mentions

SENTENCES = {
    "denied before the word": """
        He had no <m denied>fever</m>, <m denied>chills</m> or <m denied>weight loss</m> but had <m>headache</m>.
        She denied <m denied>back pain</m> and <m denied>trauma</m>.
        The patient denies <m denied>urinary incontinence</m>.
        There was no evidence of <m denied>malignancy</m>.
        There were no signs of <m denied>meningeal irritation</m> or <m denied>papilledema</m>.
        The abdomen was soft without <m denied>tenderness</m>.
        He walked without <m denied>ataxia</m>, although the <m>weakness</m> remained.
        Without evidence of <m denied>infection</m>, he was treated with <m>prednisolone</m>.
        Serology was negative for <m denied>syphilis</m> and <m denied>HIV</m>.
        The fluid was free of <m denied>malignant cells</m>.
        Neither <m denied>fever</m> nor <m denied>rash</m> was recorded.
        He never had <m denied>seizures</m>.
        The lesion did not show <m denied>enhancement</m>.
        She did not report <m denied>dizziness</m>.
        She did not develop <m denied>a rash</m> but complained of <m>itching</m>.
        The scan ruled out <m denied>stroke</m>.
        Cultures excluded <m denied>tuberculosis</m>.
        The absence of <m denied>granulomas</m> argued for another cause.
        The biopsy failed to show <m denied>vasculitis</m>.
        Histology lacked <m denied>obliterative phlebitis</m>.
        The pain was not accompanied by <m denied>nausea</m>.
        A tumour made <m>surgery</m> necessary; <m denied>lymphoma</m> was unlikely.
        A diagnosis of stroke rather than <m denied>epilepsy</m> was made.
        There was no <m denied>sensory loss</m>; <m>power</m> was reduced.
        No <m denied>lymphadenopathy</m> was found, and MRI showed a <m>mass</m>.
        Examination showed <m>paraparesis</m> without <m denied>sphincter dysfunction</m>.
        No abnormality except a <m>mild tremor</m> was seen.
        There was no finding apart from <m>weakness of the left leg</m>.
        He has not had <m denied>headaches</m>.
        Afterwards there were no new <m denied>symptoms</m>.
    """,
    "forms met in real case texts": """
        A postoperative pathology report showed <m>carcinoma</m>.
        She was transferred to us with a history of <m>pelvic pain</m>.
        A boy who came to a village hospital with a history of <m>vomiting blood</m> was seen.
        He presented to our clinic with a history of <m before>hypertension</m> and fever.
        She had a 20-year history of <m before>diabetes</m>.
        <m>A hernia</m> developed after a bone graft <m before>harvest</m> performed ten years ago.
        Blood tests excluded other causes of <m>hepatitis</m>.
        <m>Endocarditis</m> was not detected early enough.
        A man without psychiatric history who had <m>emotional lability</m> was seen.
        His parents, watching him walk, noticed <m>a limp</m>.
        Withdrawal of <m>prednisolone</m> was not possible.
        No drug was required whilst on <m after>aripiprazole</m>.
        We report <m>a perforation</m> of the esophagus, with a review of the literature.
        This is the sixth reported case of <m>fusion</m>, and our patient did well.
        A man with <m>prognathism</m> was scheduled to undergo <m planned>osteotomy</m>.
        She was given <m>trabectedin</m> as first line treatment.
        There was <m denied>atrophy</m>: none.
        Chronic <m>diarrhea</m> was pathogen-negative.
        No complication of the <m>operation</m> occurred.
        The nodes were enlarged due to <m>lymphangioma</m>.
        The suspicion of <m>myositis</m>, which was confirmed by biopsy, was raised.
        The suspected <m>sarcoidosis</m> was confirmed.
        Suspicion of tuberculosis led to a biopsy, where <m>granulomas</m> were found.
        Follow-up showed partial resolution of the <m>thrombus</m>.
        She was found to have <m>a mass</m> on a CT done for unrelated reasons.
        Compared to her pre-admission state <m>weakness</m> was worse.
        <m uncertain>Acne</m>-like lesions covered the back.
        His neighbour had had <m other>the same rash</m> and died.
        He was accompanied by a neighbour and had <m>fever</m>.
        In the patient's family there was <m family>gout</m>.
        The <m>mass</m> was resected, and the postoperative recovery was uneventful.
        MRI showed a previously not known <m>cyst</m>.
        Two Danish patients with <m>leukemia</m> are reported.
        She had undergone CT, which revealed <m>a swollen node</m>.
        A presumptive diagnosis of <m uncertain>purpura</m> was made and treated with <m>immunoglobulin</m>.
        A brace was considered for the treatment of <m>scoliosis</m>.
        An old trauma was the probable cause of <m>the pericarditis</m>.
        A woman who previously had a <m before>valve replacement</m> needed <m>a pacemaker</m>.
        The nodule was <m denied>calcified</m>: no.
        It could not be decided whether <m uncertain>a stroke</m> had occurred.
    """,
    "denied behind the word": """
        <m denied>Fever</m> was absent.
        <m denied>Ankle reflexes</m> and <m denied>knee reflexes</m> were absent.
        <m denied>Tuberculosis</m> was ruled out.
        <m denied>Sarcoidosis</m> and <m denied>lymphoma</m> were excluded.
        <m denied>Syphilis</m> was excluded by serology.
        There was <m>edema</m> and <m denied>enhancement</m> was absent.
        He had <m>weight loss</m>, but <m denied>fever</m> was denied.
        <m denied>Granulomas</m> were not seen.
        <m denied>Obliterative phlebitis</m> was not observed.
        <m denied>Atypical cells</m> were not identified.
        Tests for <m denied>hepatitis B</m> and <m denied>hepatitis C</m> were negative.
        A <m denied>urine culture</m> was negative.
        <m denied>HIV</m>-negative donors were chosen.
        <m denied>Metastases</m> could not be found.
        <m denied>A malignancy</m> has been excluded.
        <m denied>Oligoclonal bands</m>: negative.
        <m>Numbness</m> persisted, whereas <m denied>pain</m> was not present.
        An initial diagnosis of <m denied>meningioma</m> was rejected.
    """,
    "looks like a denial and is none": """
        There was no improvement in the <m>weakness</m>.
        There was no increase in <m>protein</m>.
        There was no change in the <m>numbness</m> after that.
        Not only <m>fever</m> but also <m>rash</m> occurred.
        A gram-negative <m>sepsis</m> followed.
        He tolerated <m>rituximab</m> without difficulty.
        No relief of <m>back pain</m> was obtained.
        The <m>seizures</m> did not respond to drugs.
        The <m>headache</m> did not improve.
        She did not deny <m>alcohol abuse</m>.
        He was not free of <m>pain</m>.
        The cause of the <m>fever</m> was found with no doubt.
        He was no longer than a day without <m denied>pain</m>.
        <m>Non-productive cough</m> was present.
        The <m>pain</m> was not relieved by rest.
        His <m>hypertension</m> was not controlled with drugs.
        MRI without contrast showed <m>a mass</m>.
        <m>Jaundice</m> was noted for no apparent reason.
    """,
    "gone": """
        She no longer had <m denied after>headache</m>.
        There was no recurrence of <m denied after>seizures</m>.
        He had no further <m denied after>vomiting</m>.
        MRI showed resolution of the <m denied after>mass</m>.
    """,
    "doubt": """
        A possible <m uncertain>meningioma</m> was seen.
        <m>Weakness</m> was attributed to suspected <m uncertain>stroke</m>.
        He was suspected of having <m uncertain>lymphoma</m>.
        Findings were suggestive of <m uncertain>tuberculosis</m>.
        Differential diagnoses included <m uncertain>gout</m>, <m uncertain>lupus</m> and <m uncertain>lymphoma</m>.
        <m uncertain>Metastasis</m> could not be excluded.
        <m uncertain>Infection</m> cannot be ruled out.
        <m uncertain>Tuberculosis</m> was suspected.
        <m uncertain>Lymphoma</m> and <m uncertain>sarcoidosis</m> were considered.
        The lesion was thought to be a <m uncertain>schwannoma</m>.
        A working diagnosis of <m uncertain>epidural abscess</m> was made.
        It was not certain whether he had <m uncertain>epilepsy</m>.
        He was screened for <m uncertain>diabetes</m>.
        Calcium was given to prevent <m uncertain>osteoporosis</m>.
        The mass might represent a <m uncertain>hematoma</m>.
        The lesion mimicked a <m uncertain>meningioma</m>.
        The picture raised the possibility of <m uncertain>vasculitis</m>.
        A presumed <m uncertain>neuritis</m> was treated with <m>steroids</m>.
        There was concern for <m uncertain>sepsis</m>.
        <m uncertain>Lymphoma</m> was in the differential diagnosis.
    """,
    "not done": """
        A <m not-done>biopsy</m> was not obtained.
        <m not-done>Lumbar puncture</m> was not performed.
        No <m not-done>biopsy</m> was performed.
        No <m not-done>operation</m> was done.
        The patient refused <m not-done>surgery</m>.
        She declined <m not-done>chemotherapy</m> and <m not-done>radiotherapy</m>.
        <m not-done>Rituximab</m> was refused.
        He did not receive <m not-done>steroids</m>.
        She did not undergo <m not-done>surgery</m>.
        <m not-done>MRI</m> was not available; <m>CT</m> was done.
        <m not-done>Angiography</m> was contraindicated.
        He improved without the need for <m not-done>intubation</m>.
        <m not-done>CSF</m> could not be obtained.
        The parents did not consent to <m not-done>autopsy</m>.
        She had never received <m not-done>immunosuppressants</m>.
        Serum <m not-done>IgG4</m> was not measured.
    """,
    "family": """
        His mother had <m family>diabetes</m>.
        Her father died of <m family>lung cancer</m>.
        His mother had <m family>diabetes</m> and he had <m>gout</m>.
        There was a family history of <m family>stroke</m>.
        There was no family history of <m denied family>bone disease</m>.
        She had no family history of <m denied family>cancer</m> and had <m>hypertension</m> herself.
        Two brothers had <m family>epilepsy</m>.
        <m family>Migraine</m> was known in her sister.
        Her mother had no <m denied family>diabetes</m> but had <m family>gout</m>.
        A man whose father had <m family>gout</m> presented with <m>knee pain</m>.
        Her sister developed <m family>lupus</m>.
        The maternal grandmother had <m family>dementia</m>.
        Family history was positive for <m family>thyroid disease</m>.
        The son of the patient had <m family>asthma</m>.
        Relatives had <m family>hemophilia</m>.
        One cousin had a history of <m family before>leukemia</m>.
    """,
    "a relative who only speaks, or who is the patient": """
        The mother reported that he had <m>seizures</m>.
        The mother reported <m>fever</m> for two days.
        His wife noticed <m>confusion</m>.
        According to his parents he had <m>vomiting</m>.
        He was brought by his mother because of <m>jaundice</m>.
        A 30-year-old mother had <m>headache</m>.
        A mother of two presented with <m>weakness</m>.
        The parents denied <m denied>consanguinity</m>.
        He lived with his sister and had <m>dementia</m>.
        The parent artery of the <m>aneurysm</m> was narrow.
    """,
    "other people": """
        In previously reported cases <m other>hearing loss</m> was common.
        Of 20 patients in the literature, half of patients had <m other>headache</m>.
        Unlike other patients, she had <m>rash</m>.
        Unlike other patients with <m other>fever</m>, she had <m>rash</m>.
        In contrast to previous reports of <m other>seizures</m>, our patient had <m>ataxia</m>.
        <m other>Facial palsy</m> has been reported in two papers.
        Tanaka et al. described <m other>blindness</m>.
        Most patients complain of <m other>neck pain</m>.
    """,
    "the disease in general": """
        The disease can cause <m general>blindness</m>.
        It typically presents with <m general>headache</m>.
        Pachymeningitis is a rare cause of <m general>cranial nerve palsy</m>.
        The disorder is characterized by <m general>storiform fibrosis</m>.
        It may involve the <m general>pancreas</m>.
        Common symptoms are usually <m general>headache</m>.
        Symptoms include <m general>ataxia</m> and <m general>dysarthria</m>.
        <m general>Hearing loss</m> is often the first sign.
        In patients with <m general>diabetes</m> the risk is higher.
        Two patients with <m>diabetes</m> were admitted.
        <m general>Steroids</m> are recommended.
    """,
    "before": """
        He had a history of <m before>diabetes</m>, <m before>hypertension</m> and <m before>gout</m>.
        A man with a history of <m before>diabetes</m> presented with a 3-day history of <m>fever</m>.
        Her past medical history included <m before>asthma</m>.
        Past history: <m before>tuberculosis</m>.
        He had previously been treated for <m before>syphilis</m>.
        She had undergone <m before>cholecystectomy</m>.
        She was a known case of <m before>rheumatoid arthritis</m>.
        He was known to have <m before>psoriasis</m> and was admitted with <m>dyspnea</m>.
        An old <m before>stroke</m> was seen.
        <m before>Appendectomy</m> had been done twelve years ago.
        He had had <m before>measles</m> in childhood.
        He had no history of <m denied>trauma</m>.
        Medical history of <m before>gout</m> but no <m denied before>diabetes</m>.
        A woman with no significant past medical history presents with <m>aphasia</m>.
        His medical history was unremarkable; he had <m>cough</m>.
    """,
    "now, though it says history": """
        A 2-year history of <m>back pain</m> was given.
        He gave a three-week history of <m>numbness</m>.
        She presented with a history of <m>weakness</m> for four weeks.
        A short history of <m>confusion</m> was told.
        There was a 6-month progressive history of <m>ataxia</m>.
        A 70-year-old woman had <m>headache</m>.
        A previously healthy man had <m>cough</m>.
        He had a history of progressive <m>gait disturbance</m>.
        The <m>weakness</m> began two years ago.
        Over the past 3 months he had <m>weight loss</m>.
    """,
    "after treatment": """
        After surgery she had <m after>fever</m>.
        Postoperatively, <m after>dysphagia</m> occurred.
        At the last follow-up he had mild <m after>numbness</m>.
        On discharge, <m after>weakness</m> was still there.
        <m after>Hypertension</m> occurred as a side effect.
        He was discharged with <m after>prednisone</m>.
        During follow-up, <m after>diabetes</m> was found.
        Before surgery she had <m>pain</m>.
    """,
    "planned": """
        <m planned>Surgery</m> is planned.
        He was scheduled for <m planned>radiotherapy</m>.
        We recommended <m planned>rituximab</m>.
        <m planned>Decompression</m> was advised.
        She is awaiting <m planned>liver transplantation</m>.
        He underwent <m>surgery</m> as planned.
        He was offered <m planned>chemotherapy</m>, but <m>steroids</m> were given.
        A second <m planned>operation</m> was being considered.
    """,
    "where a denial or a doubt ends": """
        There was no <m denied>mass</m> after two months of <m>methotrexate</m>.
        No <m denied>abscess</m> was seen under <m>clindamycin</m>.
        The scan did not reveal the source of the <m>fever</m>.
        A non-target <m>embolization</m> was seen.
        <m>Edema</m> was unassociated with <m denied>injury</m>, and progressive <m>anemia</m> developed.
        <m denied>Gout</m>, <m denied>lupus</m> and <m denied>syphilis</m> was excluded.
        Stents for <m>stenosis</m> resolved the <m denied after>angina</m>.
        It was taken for a possible consequence of <m>minoxidil</m>.
        <m uncertain>Lupus</m> was considered on account of <m>fever</m> and <m>rash</m>.
        The <m>itching</m> could be relieved with <m>cetirizine</m>.
        It was decided not to proceed with <m not-done>surgery</m>.
        <m>Cough</m> and <m denied>sputum</m> (-), <m denied>stridor</m> (-).
    """,
    "history of what led to the hospital, and of relatives who decide": """
        A man presented to the clinic with a history of <m>tingling</m> in both hands.
        She was admitted because of a history of <m>chronic cough</m>.
        A nursing mother had <m>mastitis</m>.
        The family members opted for <m>observation</m>.
        There were relative contraindications to <m not-done>thrombolysis</m>.
        We report on two male siblings with <m>ataxia</m>.
        Her family history was not significant for <m denied family>gout</m>.
    """,
    "for another illness": """
        He took <m other-illness>methotrexate</m> for underlying arthritis.
        <m other-illness>Insulin</m> was given for his known diabetes.
        An operation for an unrelated <m other-illness>hernia</m> was done.
    """,
}  # fmt: skip

MARK = re.compile(r"<m(?P<said>[^>]*)>(?P<words>[^<]*)</m>")
NAMES = {
    "denied": Assertion.DENIED, "uncertain": Assertion.UNCERTAIN, "not-done": Assertion.NOT_DONE,
    "family": Subject.FAMILY, "other": Subject.OTHER, "general": Subject.GENERAL,
    "before": Period.BEFORE, "after": Period.AFTER, "planned": Period.PLANNED, "other-illness": True,
}  # fmt: skip
CASES = [
    pytest.param(line.strip(), id=f"{name}-{number}")
    for name, lines in SENTENCES.items()
    for number, line in enumerate(lines.strip().splitlines(), 1)
]


def wanted_of(said: str) -> Qualifiers:
    """Make qualifiers of the words in a mark."""
    wanted = Qualifiers()
    for name in said.split():
        match NAMES[name]:
            case Assertion() as assertion:
                wanted = Qualifiers(assertion, wanted.subject, wanted.period, wanted.other_illness)
            case Subject() as subject:
                wanted = Qualifiers(wanted.assertion, subject, wanted.period, wanted.other_illness)
            case Period() as period:
                wanted = Qualifiers(wanted.assertion, wanted.subject, period, wanted.other_illness)
            case True:
                wanted = Qualifiers(wanted.assertion, wanted.subject, wanted.period, True)
    return wanted


@pytest.mark.parametrize("marked", CASES)
def test_sentence(marked: str) -> None:
    text, mentions, wanted, at = "", [], [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        mentions.append(Mention(MentionKind.TERM, Span(100 + len(text), 100 + len(text) + len(mark["words"]))))
        wanted.append((mark["words"], wanted_of(mark["said"])))
        text, at = text + mark["words"], mark.end()
    text += marked[at:]
    sentence = Sentence(0, Span(100, 100 + len(text)), text, SectionKind.CASE, 0)
    got = []
    for mention in qualify_mentions(sentence, mentions):
        told = mention.qualifiers
        words = text[mention.span.start - 100 : mention.span.end - 100]
        got.append((words, Qualifiers(told.assertion, told.subject, told.period, told.other_illness)))
        assert (told == Qualifiers()) == (told.cues == ())
    assert got == wanted


def test_cue_is_cited_with_its_place() -> None:
    text = "He had no fever."
    sentence = Sentence(0, Span(50, 50 + len(text)), text, SectionKind.CASE, 0)
    (mention,) = qualify_mentions(sentence, [Mention(MentionKind.TERM, Span(60, 65))])
    assert mention.qualifiers == Qualifiers(Assertion.DENIED, cues=(Span(57, 59),))


def all_said(node: Node) -> set[str]:
    """Gather what the cues from a node on say."""
    return {rule.says for rule in node.rules}.union(
        *(all_said(child) for child in (*node.next.values(), *node.classes.values()))
    )


def test_everything_that_can_be_said_has_a_cue() -> None:
    assert all_said(load_cues().root) == set(SAYS)


def qualify(marked: str, lexicon: str = "", own_kin: frozenset[str] = frozenset(), shared: bool = False) -> Qualifiers:
    """Qualify the word in brackets of a sentence, as a term of a lexicon."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    sentence = Sentence(0, Span(0, len(text)), text, SectionKind.CASE, 0, shared)
    mention = Mention(MentionKind.TERM, Span(start, end), lexicon=lexicon)
    return next(qualify_mentions(sentence, [mention], own_kin)).qualifiers


@pytest.mark.parametrize(
    ("marked", "gone"),
    [
        ("The [headache] resolved on prednisolone.", True),
        ("He no longer had [diplopia].", True),
        ("Follow-up showed complete resolution of the [effusion].", True),
        ("There was no recurrence of the [rash].", True),
        ("No new [deficit] appeared.", False),
        ("She had no [fever] at follow-up.", False),
        ("The [headache] improved.", False),
    ],
)
def test_what_has_gone_had_been_there(marked: str, gone: bool) -> None:
    assert qualify(marked).gone is gone


@pytest.mark.parametrize(
    ("marked", "lexicon", "wanted"),
    [
        ("She was evaluated for [fever].", "symptom", Assertion.PRESENT),
        ("She was evaluated for [lymphoma].", "disease", Assertion.UNCERTAIN),
        ("The differential diagnosis of the [ptosis] was wide.", "symptom", Assertion.PRESENT),
        ("The differential diagnosis of [sarcoidosis] was raised.", "disease", Assertion.UNCERTAIN),
        ("The rash was probably due to [cisplatin].", "drug", Assertion.PRESENT),
        ("It was probably [metastasis].", "disease", Assertion.UNCERTAIN),
        ("Plating was planned for the [fracture].", "disease", Assertion.PRESENT),
    ],
)
def test_some_cues_say_nothing_of_some_lexicons(marked: str, lexicon: str, wanted: Assertion) -> None:
    assert qualify(marked, lexicon).assertion is wanted


def test_a_relative_who_is_the_patient_is_none() -> None:
    text = "Her newborn daughter, who had a [rash], did well."
    assert qualify(text).subject is Subject.FAMILY
    for label in ("the infant", "the daughter"):
        assert qualify(text, own_kin=find_own_kin(Case("case-2", label, ()))).subject is Subject.PATIENT
    assert qualify(text, own_kin=find_own_kin(Case("case-1", "the mother", ()))).subject is Subject.FAMILY


def test_siblings_of_a_sentence_on_all_patients_are_the_patients() -> None:
    assert qualify("The sisters had [ataxia].").subject is Subject.FAMILY
    assert qualify("The sisters had [ataxia].", shared=True).subject is Subject.PATIENT


@pytest.mark.parametrize(
    ("marked", "lexicon", "wanted"),
    [
        # What was done before the follow-up that the sentence goes on to, or is what something came after.
        ("[Resection] was done in May, and at follow-up he was well.", "treatment", Period.NOW),
        ("Two hours after the first dose of [verapamil] she collapsed.", "drug", Period.NOW),
        ("The tumor responded to [sorafenib].", "drug", Period.NOW),
        ("The postoperative course was smooth, with discharge ten days after [surgery].", "treatment", Period.NOW),
        ("He was discharged on [imatinib] for 3 years.", "drug", Period.AFTER),
        ("She had an adverse event while being treated with [nivolumab].", "drug", Period.NOW),
        ("She had postoperative ileus following [cancer] surgery.", "disease", Period.NOW),
        ("After discharge he took [aspirin].", "drug", Period.AFTER),
        # What brought the patient came after another treatment, and is the illness told of.
        ("A 70-year-old man was seen for [fever] after chemotherapy for lymphoma.", "symptom", Period.NOW),
        ("A woman presented with [vomiting] after starting the drug.", "symptom", Period.NOW),
        ("On the ward she had [vomiting] after starting the drug.", "symptom", Period.AFTER),
        ("Four years after the surgery, he presented with [pain].", "symptom", Period.NOW),
        ("Four days after the surgery, he had [pain].", "symptom", Period.AFTER),
        ("A boy had suffered from [vomiting] for six months.", "symptom", Period.NOW),
        ("A boy had suffered from [hepatitis].", "disease", Period.BEFORE),
        ("A 38-year-old man with [back pain] for more than 7 years came to us.", "symptom", Period.NOW),
        ("A 38-year-old man had had [back pain] 7 years ago.", "symptom", Period.BEFORE),
        ("A girl presented with a [goiter] at the age of 13 years.", "disease", Period.NOW),
        ("She had [measles] at the age of 13 years.", "disease", Period.BEFORE),
        ("A 46-year-old man had [measles] at the age of 13 years.", "disease", Period.BEFORE),
    ],
)
def test_what_is_not_meant_by_a_time_after(marked: str, lexicon: str, wanted: Period) -> None:
    assert qualify(marked, lexicon).period is wanted


@pytest.mark.parametrize(
    ("marked", "lexicon", "wanted"),
    [
        ("There were no cancer cells in the [biopsy].", "treatment", Assertion.PRESENT),
        ("She had no [biopsy].", "treatment", Assertion.DENIED),
        ("The [biopsies] were negative.", "treatment", Assertion.PRESENT),
        ("Deafness has not improved with [prednisone].", "drug", Assertion.PRESENT),
        ("[Cisplatin]-induced deafness was suspected.", "drug", Assertion.PRESENT),
        ("After resuscitation without deficits a [bypass] was performed.", "treatment", Assertion.PRESENT),
        ("The scan suggested a fibrous part of the [mass].", "symptom", Assertion.PRESENT),
        ("The scan suggested a [mass].", "symptom", Assertion.UNCERTAIN),
        ("We considered a metastasis and performed [resection].", "treatment", Assertion.PRESENT),
        ("There was no stain for mucin in the [carcinoma].", "disease", Assertion.PRESENT),
        ("There were no signs of the [disease].", "disease", Assertion.DENIED),
        ("There were no clinical features of the [syndrome].", "disease", Assertion.DENIED),
    ],
)
def test_what_is_named_on_the_way_is_known(marked: str, lexicon: str, wanted: Assertion) -> None:
    assert qualify(marked, lexicon).assertion is wanted


def test_patients_of_a_sentence_on_all_of_them_are_not_patients_in_general() -> None:
    assert qualify("We present two patients with [gout].", shared=True).subject is Subject.PATIENT
    assert qualify("Patients with [gout] have pain.", shared=True).subject is Subject.GENERAL

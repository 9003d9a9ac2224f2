"""The rules of choice by the names that schemas call them by (`choose = "…"`)."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.case import Assertion, Reading
from extractor.fields import measurements, people
from extractor.fields.chosen import Choose, Chosen
from extractor.fields.diagnoses import final, first
from extractor.fields.histories import family, past
from extractor.fields.lesions import enhancement, findings, site
from extractor.fields.outcomes import own
from extractor.fields.symptoms import complaints
from extractor.fields.times import course, following
from extractor.fields.treatments import therapy
from extractor.fields.wanted import terms_of
from extractor.schema import Field


def choose_asserted(field: Field, reading: Reading) -> Chosen:
    """Take every term that is asserted of this patient, whenever it was: the rule for fields without a special one."""
    found = tuple(terms_of(field, reading))
    return Chosen(
        accepted=tuple(m for m in found if m.qualifiers.holds),
        denied=tuple(m for m in found if m.qualifiers.assertion is Assertion.DENIED),
    )


CHOICES: Mapping[str, Choose] = {
    "asserted": choose_asserted,
    "presenting age": people.choose_presenting_age,
    "own sex": people.choose_own_sex,
    "onset": course.choose_onset,
    "follow-up time": following.choose_follow_up_time,
    "presenting symptoms": complaints.choose_presenting_symptoms,
    "first symptoms": complaints.choose_first_symptoms,
    "past history": past.choose_past_history,
    "relatives": family.choose_relatives,
    "involved organs": findings.choose_involved_organs,
    "histology": findings.choose_histology,
    "final diagnosis": final.choose_final_diagnosis,
    "first diagnosis": first.choose_first_diagnosis,
    "given": therapy.choose_given,
    "given drugs": therapy.choose_given_drugs,
    "own outcome": own.choose_own_outcome,
    "before treatment": measurements.choose_before_treatment,
    "after treatment": measurements.choose_after_treatment,
    "tissue count": measurements.choose_tissue_count,
    "lesion site": site.choose_lesion_site,
    "lesion levels": site.choose_lesion_levels,
    "operated levels": site.choose_operated_levels,
    "compartment": site.choose_compartment,
    "enhancement": enhancement.choose_enhancement,
    "enhancement pattern": enhancement.choose_enhancement_pattern,
}

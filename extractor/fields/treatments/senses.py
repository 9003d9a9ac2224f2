"""Words of treatment that mean one thing in one sentence, and in the next another or no treatment at all."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.case import Mention, Reading, Sentence
from extractor.fields.treatments.namesakes import PLANES, SEGMENT_WAS, is_namesake
from extractor.fields.treatments.removals import operation_of
from extractor.lexicon import load_cues

# Said of limbs as of the spine.
_FIXES = re.compile(
    r"stabili[sz]ation|(?:internal|screw|rod|posterior)[\s-]+fixation|(?:posterior\s+)?instrumentation", re.IGNORECASE
)
_LEVEL = re.compile(r"\b(?:[CTDL]\d{1,2}|S[1-5])\b")
# "disease stabilization", "after stabilization of the patient", "hemodynamic stabilization": nothing was operated on.
_STEADY = re.compile(
    r"\b(?:disease|clinical|symptom(?:atic)?|radiologic(?:al)?|ha?emodynamic(?:al)?|cardiovascular|cardiopulmonary|"
    r"medical|initial|respiratory|visual|neurologic(?:al)?|mood|metabolic|weight|patient|after|until|following|"
    r"resuscitation\sand|admission\sand|evaluation\sand)\s$",
    re.IGNORECASE,
)
_STEADY_OF = re.compile(
    r"\s(?:in|of)\s(?:(?:the|his|her|its|their|our|all|general|clinical)\s){0,2}"
    r"(?:disease|condition|symptoms?|renal|kidney|liver|vision|visual|neurologic\w*|tumou?rs?|lesions?|patients?|state|"
    r"ha?emodynamic\w*|vital|platelets?|blood|mood|nodules?|metasta\w+|one|both|function|weight)\b",
    re.IGNORECASE,
)
_DEPTHS = re.compile(r"\b(?:hyperbaric|recompression|dive|dives|diver|diving)\b", re.IGNORECASE)
# "embolization of a catheter tip", "septic embolization": the blood carried it away.
_STRAYS = re.compile(
    r"\sof\s(?:(?:an?|the|this)\s)?(?:[\w-]+\s){0,2}(?:catheter|tip|fragments?|devices?|stents?|bullet|pellet|"
    r"vegetations?|thromb(?:us|i)|clots?|debris|lead|occluder|cement)\b",
    re.IGNORECASE,
)
_STRAYED = re.compile(
    r"\b(?:septic|bacterial|systemic|distal|cholesterol|fat|air|cement|paradoxical|spontaneous|non-?target|device|cardiac)\s$",
    re.IGNORECASE,
)
# "the vein's drainage into the caval vein"
_FLOWS = re.compile(
    r"(?:\s(?!was|were|by|under)[\w-]+){0,6}?\s(?:(?:in)?to\s(?:the\s)?(?:[\w-]+\s){0,3}(?:vein|vena|cava|atrium|sinus)|of\s(?:the\s)?(?:[\w-]+\s){0,3}veins?)\b",
    re.IGNORECASE,
)
_STRAY_PIECE = re.compile(
    r"\s(?:[\w-]+\s){0,2}(?:catheter|tip|fragments?|device|stent|bullet|thrombus|material)\b", re.IGNORECASE
)
_BOWEL = re.compile(
    r"\b(?:bowel|intestin\w+|jejun\w+|ile[aou]\w*|colon\w*|duoden\w+|sigmoid\w*|c[a]?ecum)\b", re.IGNORECASE
)
_FINDERS = frozenset((
    "thoracentesis", "paracentesis", "aspiration", "arthroscopy", "thoracoscopy", "laparoscopy", "vitrectomy",
    "lavage", "hysteroscopy", "pericardiocentesis",
))  # fmt: skip
# "she still wears a splint": what is left of the illness; "a collar of tissue", "below the collar bones"
_WORN = re.compile(r"\b(?:wears|uses|needs|walks\swith|wearing)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_COLLAR_OF = re.compile(r"\s(?:of\s(?!the\sneck)\w|bones?\b)|[-\u2010\u2011]bone", re.IGNORECASE)
_ONE_TAP = re.compile(r"spinal\stap|lumbar\spuncture", re.IGNORECASE)
# "the cyst ruptured and drained through the scar": nobody drained it
_DRAINS_ITSELF = re.compile(
    r"(?:\s\w+ly)?\s(?:through|out|into|from|onto|spontaneously|pus|blood|fluid|clear)\b", re.IGNORECASE
)
_WAS = re.compile(r"\b(?:was|were|been|being|be|is|are|we|surgically)\b", re.IGNORECASE)
# "CT reconstruction", "tomography with two-dimensional reconstruction"
_PICTURED = re.compile(
    r"\b(?:CT|MRI|MR|imaging|images?|tomograph\w+|virtual)\b[^,;.]{0,25}$|\b(?:coronal|sagittal|axial)\W{1,3}(?:and\s)?$",
    re.IGNORECASE,
)
# "with partial amputation of the glans" in a wound: the injury itself
_INJURY = re.compile(
    r"\b(?:bites?|bitten|wounds?|lacerat\w+|avuls\w+|accident\w*|machine\w*|crush\w*|blast|explosion|saw|self|auto|strangulation|replant\w*)\b",
    re.IGNORECASE,
)
_TORN_OFF = re.compile(
    r"\b(?:partial|complete|near|sub-?total|incomplete|penile|self|finger|with|or|from)\s$", re.IGNORECASE
)
_CUT_OFF = re.compile(
    r"\b(?:underwent|perform\w+|required|requiring|treated|after|following|in spite of|and)\b", re.IGNORECASE
)
# "the bowel contents were decompressed into the stomach"
_EMPTIED = re.compile(
    r"\b(?:bowel|stomach|gastric|colon\w*|intestin\w+|bladder|abdom\w+|biliary|duct|chest|pleura\w*|kidney|renal|ureter\w*|loops?)\b",
    re.IGNORECASE,
)
_EYE_MUSCLE = re.compile(r"\b(?:rectus|oblique)(?:\smuscles?)?\s$", re.IGNORECASE)
# "fusion of the epiphysis was seen": grown together
_SEEN = re.compile(
    r"\b(?:show\w*|reveal\w*|demonstrat\w+|confirm\w*|congenital|partial|complete|bony|osseous|solid|spontaneous|progressive|fail\w*)\b",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"\b(?:radiograph\w*|CT|MRI|X-?rays?|tomograph\w*|imaging)\b[^.;]{0,60}\b(?:show|reveal|demonstrat|disclos)\w*",
    re.IGNORECASE,
)
_TEETH = re.compile(
    r"\b(?:prosthetic|prosthodontic|oral|dental|occlusal|mouth|implant|prostheses|edentul\w+|teeth|dentures?|dentition|smile)\b",
    re.IGNORECASE,
)
# "signal latency on electrical stimulation of the nerve"
_RECORDED = re.compile(
    r"\b(?:latenc\w+|signals?|amplitudes?|EMG|electromyogra\w+|conduction|neuromonitoring|monitoring|evoked|intraoperative)\b",
    re.IGNORECASE,
)
# "palsy attributed to prolonged intubation"
_BROUGHT = re.compile(
    r"\b(?:attributed|due|secondary|complication|caused|result)\s(?:to|of|by)\s(?:(?!and\b|under|requir|need|with\b|for\b)\w+[\s-]){0,6}$",
    re.IGNORECASE,
)
# "the second thoracentesis obtained a fluid that was …"
_FOUND_OUT = re.compile(
    r",?\s(?:(?:was\s(?:performed|done)|(?:from\s)?which|and)\s){0,2}(?:revealed|showed|obtained|yielded|demonstrated|disclosed|suggested)\b",
    re.IGNORECASE,
)
# "intubated with a 4.5 uncuffed tube after induction": for an operation
_ANAESTHESIA = re.compile(
    r"\b(?:an(?:a)?esthe\w+|induction|laryngoscop\w+|bronchoscope|fib(?:er|re)optic\w*|fiberscopic|\w*curonium|succinylcholine|propofol"
    r"|cuffed|uncuffed|awake|rapid\ssequence|Mallampati|French|\d\s?Fr|(?:difficult|elective)\s(?:airway|intubation)|and/or)\b",
    re.IGNORECASE,
)
# "laparoscopy was carried out to exclude an emergency", "the studies performed (blood count, paracentesis) showed"
_TO_FIND_OUT = re.compile(
    r"\s(?:(?:was|were)\s(?:\w+ly\s)?(?:performed|done|carried\sout|undertaken|made)\s)?(?:in\sorder\s)?to\s(?:\w+ly\s)?"
    r"(?:exclude|rule\sout|confirm|establish|clarify|determine|investigate|diagnose|ascertain|assess|verify|evaluate|find\sout)\b",
    re.IGNORECASE,
)
_STUDIES = re.compile(
    r"\b(?:studies|investigations|examinations|tests|work-?up)\s(?:[\w-]+\s)?(?:\(|includ\w+\s|such\sas\s)[^.;()]{0,80}$",
    re.IGNORECASE,
)
_BIRTH = re.compile(r"\b(?:born|birth)\b[^.;]{0,60}$", re.IGNORECASE)
# "a newborn boy was delivered at 37 weeks by caesarean section": the mother's operation, where the patient is the child
_NEWBORN = re.compile(
    r"\b(?:new-?born|neonate|preterm|premature|infant|baby)\b(?:(?!\b(?:live|healthy|her|stillborn)\b)[^.;]){0,80}\bdelivered\b[^.;]{0,60}$"
    r"|\b(?:he|boy)\s(?:\(|\w|\s){0,40}\bdelivered\b[^.;]{0,60}$",
    re.IGNORECASE,
)
# "pain with irradiation to the leg", "a murmur with radiation to the axilla"
_SPREADS = re.compile(
    r"\b(?:pains?|\w+algia|murmurs?|ache)\b[^.;]{0,50}\s(?:with|without|had|no|its)\s(?:\w+\s)?$", re.IGNORECASE
)
_LYSES = re.compile(
    r"\b(?:activated|hyper|primary|increased|excessive|enhanced|accelerated|systemic|secondary|and|of)\s$",
    re.IGNORECASE,
)
_PRACTICE = re.compile(r"\b(?:practitioner|doctor|physician|dentist|GP)(?:['\u2019]?s)?\s$", re.IGNORECASE)
_AROUND = re.compile(r"\b(?:post|pre|peri|intra)[-\u2010\u2011\s]$", re.IGNORECASE)  # "post-operative management"
_NEAR = 40  # characters


def in_its_sense(mention: Mention, sentence: Sentence, reading: Reading) -> Mention | None:
    """Give the treatment that a word means here; None where it means none."""
    start, end = sentence.place_of(mention.span)
    before, word, after = sentence.text[max(0, start - _NEAR) : start], sentence.text[start:end], sentence.text[end:]
    cues = load_cues("therapy")
    if _means_none(mention.concept, word.lower(), sentence.text, start, end) or is_namesake(mention, sentence, reading):
        return None
    match mention.concept:
        case "spinal stabilization" if _FIXES.fullmatch(word):
            return _fixed(mention, sentence, reading)
        case "decompression surgery" if _DEPTHS.search(sentence.text):
            return None
        case "embolization" if _STRAYS.match(after) or _STRAYED.search(before):
            return None
        case "embolization" if word.lower().endswith("ed") and _STRAY_PIECE.match(after):
            return None
        case "spinal fusion" if word.lower() in ("fusion", "arthrodesis"):
            return _fused(mention, sentence, reading)
        case "decompression surgery" if word.lower().startswith("decompress") and _EMPTIED.search(before):
            return replace(mention, concept="bowel decompression") if _BOWEL.search(before) else None
        case "mass excision" if word.lower() in ("resection", "resected") and _EYE_MUSCLE.search(before):
            return replace(mention, concept="strabismus surgery")
        case "rehabilitation" if word.lower() == "rehabilitation" and (
            _TEETH.search(before) or _TEETH.search(after[:_NEAR])
        ):
            return replace(mention, concept="dental prosthesis")
        case "drainage" if _FLOWS.match(after):
            return None
        case "mass excision" if (word.lower() == "segmental resection" or SEGMENT_WAS.search(before)) and _BOWEL.search(
            " ".join(s.text for s in reading.sentences[max(0, sentence.index - 1) : sentence.index + 1])
        ):
            return replace(mention, concept="bowel resection")
        case "mass excision":
            return replace(mention, concept=operation_of(sentence.text, start, end) or mention.concept)
        case "orthosis" | "hearing aid" | "spectacles" if _WORN.search(before) or _COLLAR_OF.match(after):
            return None
        case "spinal taps" if _ONE_TAP.fullmatch(word):
            return None
        case "surgery" if _names_department(sentence.text[:start]) or _AROUND.search(before):
            return None
        case concept if concept in _FINDERS and (
            cues["finds_out"].search(before[-len("diagnostic and ") :])
            or _TO_FIND_OUT.match(after)
            or _STUDIES.search(sentence.text, 0, start)
        ):
            return None
    return mention


def _means_none(concept: str, word: str, text: str, start: int, end: int) -> bool:
    """Tell whether a word names what nobody did to heal: an injury, a picture, a test, a birth."""
    before = text[max(0, start - _NEAR) : start]
    match concept:
        case "drainage" if word == "drained":
            return _DRAINS_ITSELF.match(text, end) is not None and _WAS.search(before) is None
        case "reconstruction" if "reconstruct" in word:
            return _PICTURED.search(before) is not None or PLANES.match(text, end) is not None
        case "amputation" if word == "amputated":  # "the amputated finger"
            return _WAS.search(before) is None
        case "amputation":
            return bool(_TORN_OFF.search(before) and _INJURY.search(text) and not _CUT_OFF.search(before))
        case "intubation":
            return _BROUGHT.search(before) is not None or _ANAESTHESIA.search(text) is not None
        case "thoracentesis" | "paracentesis" | "aspiration":
            return _FOUND_OUT.match(text, end) is not None
        case "electrical stimulation":
            return _RECORDED.search(text) is not None
        case "caesarean section":
            return _BIRTH.search(text, 0, start) is not None or _NEWBORN.search(text, 0, start) is not None
        case "radiotherapy" if "irradiati" in word or word == "radiation":
            return _SPREADS.search(text, 0, start) is not None
        case "thrombolysis" if word == "fibrinolysis":
            return _LYSES.search(before) is not None
        case "surgery" if word == "operated":  # "a manually operated pump"
            return _WAS.search(before) is None
        case "surgery":  # where a general practitioner receives
            return _PRACTICE.search(before) is not None
        case "lavage":
            return text.startswith((" fluid", " cytology", " sample", " specimen"), end)
    return False


def _fused(mention: Mention, sentence: Sentence, reading: Reading) -> Mention | None:
    """Tell an operation on the spine or on a joint from what has grown together."""
    start, end = sentence.place_of(mention.span)
    before = sentence.text[max(0, start - _NEAR) : start]
    if _PICTURE.search(sentence.text, 0, start) and sentence.text.startswith((" of the", " to the", " with the"), end):
        return None
    if _SEEN.search(before) and sentence.text.startswith((" of", " at", " between", " in", "."), end):
        return None
    cues = load_cues("therapy")
    if cues["spine"].search(sentence.text) or _LEVEL.search(sentence.text):
        return mention
    if cues["bones"].search(sentence.text):
        return replace(mention, concept="arthrodesis")
    if _is_spinal(reading):
        return mention
    return replace(mention, concept="arthrodesis") if sentence.text[start:end].lower() == "arthrodesis" else None


def _fixed(mention: Mention, sentence: Sentence, reading: Reading) -> Mention | None:
    """Tell what was fixed: the spine, another bone, or nothing ("stabilization of the disease")."""
    start, end = sentence.place_of(mention.span)
    before, after = sentence.text[max(0, start - _NEAR) : start], sentence.text[end:]
    steadied = "abili" in sentence.text[start:end]
    if steadied and (_STEADY.search(before) or _STEADY_OF.match(after)):
        return None
    cues = load_cues("therapy")
    if cues["spine"].search(sentence.text) or _LEVEL.search(sentence.text):
        return mention
    if cues["bones"].search(sentence.text):
        return replace(mention, concept="osteosynthesis")
    if _is_spinal(reading):
        return mention
    return None if steadied else replace(mention, concept="osteosynthesis")


def _is_spinal(reading: Reading) -> bool:
    spine = load_cues("therapy")["spine"]
    return any(spine.search(sentence.text) for sentence in reading.sentences)


def _names_department(before: str) -> bool:
    """Tell "consultations with doctors in thoracic surgery, general surgery" from "after thoracic surgery"."""
    cues = load_cues("therapy")
    words = before.rstrip(" -")
    speciality = next((m for m in cues["specialities"].finditer(words) if m.end() == len(words)), None)
    if speciality is None:
        return False
    sent = [m.end() for m in cues["sent"].finditer(words, 0, speciality.start())]
    return bool(sent) and not re.search(r"[;:]|\b(?:underwent|after|following|where|and then)\b", words[sent[-1] :])

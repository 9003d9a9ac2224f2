"""Names of no disease of tissue: devices that broke or wandered, anomalies of vessels and teeth, what a drug does.

Such a name ends in a general noun ("wire", "artery", "premolar"), so only the words before it make it an illness.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.case import Mention
from extractor.mentions.illness_places import is_place
from extractor.mentions.illness_words import Name, Word, goes_on

_ADJECTIVES = r"(?:(?!(?:and|or|with|of|in|to|the|a|an|was|were|is|who|by|for|from|after|using)\b)[\w-]+ ){0,3}?"
_DEVICE = (
    r"(?:surgical (?:gauze|sponge|swab|compress)|gauze|compress|gauze swab|surgical towel|guide-?wires?"
    r"|guide wires?|(?:k-|kirschner )?wires?"
    r"|catheters?(?: tips?| fragments?)?|stents?|leads?|needles?(?: fragments?)?|pacemaker|screws?|nails?"
    r"|intramedullary nail|coils?|clips?|(?:gastrostomy|feeding|chest|tracheostomy|endotracheal|PEG) tubes?|drains?"
    r"|intra-?uterine (?:contraceptive )?devices?|IUC?Ds?|mesh|endoprosthes[ie]s|electrodes?|filters?|bullets?"
    r"|pellets?|(?:button |disc )?batter(?:y|ies)"
    r"|coins?|(?:fish|chicken) ?bones?|toothbrush|toothpicks?|dentures?|magnets?|(?:endodontic )?instruments?"
    r"|endodontic files?|tampons?|pessary"
    r"|intraocular lens|femoral stems?|prosthes[ie]s|implants?|cochlear implant|tracheostomy tube|foreign body)"
)
_STATE = (
    r"(?:retained|forgotten|broken|fractured|migrated|migrating|dislodged|dislocated|displaced|misplaced"
    r"|malpositioned"
    r"|emboli[sz]ed|entrapped|impacted|ingested|swallowed|aspirated|encrusted|knotted|fragmented|separated|twisted)"
)
_HAPPENED = (
    r"(?:migration|breakage|fracture|dislodge?ment|displacement|malposition|misplacement|fragmentation|entrapment"
    r"|dislocation|disconnection|knotting|encrustation|aspiration|ingestion)"
)
_ORGAN = (
    r"(?:gall ?bladder|appendix|stomach|duodenum|jejunum|ileum|colon|cecum|caecum|sigmoid colon|sigmoid"
    r"|small bowel|bowel|uterus|spleen|pericardium"
    r"|diaphragm|urinary bladder|bladder|oesophagus|esophagus|trachea|bronchus|kidney|globe|(?:achilles"
    r"|patellar|quadriceps|biceps) tendon"
    r"|papillary muscle|chordae tendineae|interventricular septum|fallopian tube|ovary|omentum)"
)
_VESSEL = (
    r"(?:(?:left|right|common|internal|external|main|circumflex|anterior|posterior|descending|superior|inferior"
    r"|bilateral|the|of) )*"
    r"(?:(?:coronary|pulmonary|subclavian|carotid|vertebral|renal|hepatic|splenic|celiac|coeliac|mesenteric"
    r"|innominate|brachiocephalic"
    r"|umbilical|ophthalmic|obturator|popliteal|radial|ulnar|bronchial|testicular|circumflex|cystic|lusorian) )+"
    r"(?:arter(?:y|ies)|veins?|trunk|aorta)"
)
_FROM = (
    r"(?: (?:arising |originating )?from (?:the )?(?:(?!(?:and|was|which|with|that|who)\b)[\w-]+ ){0,5}?"
    r"(?:sinus(?: of valsalva)?|arter(?:y|ies)|aorta|trunk|cusp|ostium))?"
)
_TOOTH = r"(?:tooth|teeth|molars?|premolars?|canines?|incisors?|cuspids?)(?: teeth| tooth)?"
_NOT_DONE = (
    r"(?![\w-]| (?:removal|replacement|extraction|retrieval|placement|insertion|exchange|exposure|surgery"
    r"|repair|site|syndrome))"
)
_PATTERNS = tuple(
    re.compile(rf"(?<![\w-])(?:{pattern}){_NOT_DONE}", re.IGNORECASE)
    for pattern in (
        rf"{_STATE} {_ADJECTIVES}{_DEVICE}",
        rf"{_HAPPENED} of (?:an? |the |his |her |both )?{_ADJECTIVES}{_DEVICE}",
        rf"(?:perforated|ruptured|torn|torsed|gangrenous|avulsed) {_ADJECTIVES}{_ORGAN}",
        rf"(?:anomalous|aberrant|abnormal|ectopic) (?:aortic |coronary |high |bilateral )*(?:origins?|course"
        rf"|insertion|drainage|return|take-?off)"
        rf" (?:of|from) (?:an? |the |both )?{_VESSEL}{_FROM}",
        rf"(?:anomalous|aberrant) {_VESSEL}{_FROM}",
        r"(?:double|interrupted|cervical) aortic arch",
        rf"(?:ectopic|impacted|supernumerary|unerupted|transmigrated|ankylosed|inverted|dilacerated|geminated"
        rf"|fused|avulsed|intruded|submerged) {_ADJECTIVES}{_TOOTH}",
        r"(?:ectopic|crossed fused|supernumerary|malrotated) (?:\w+ )?(?:kidney|kidneys|ureter)",
        r"ectopic (?:\w+ )?(?:thyroid(?: (?:gland|tissue))?|pancreas|pancreatic tissue|spleen|testis"
        r"|parathyroid(?: (?:gland|adenoma))?|liver|breast tissue)",
        rf"transposition of (?:the |his |her )?{_ADJECTIVES}{_TOOTH}(?: and {_ADJECTIVES}{_TOOTH})?",
        r"(?:bridging|tracheal|accessory cardiac) bronchus",
        r"elongated styloid process(?:es)?",
    )
)
# Only a text with one of these is tried; one by one they are found sooner than as a pattern.
_SIGNS = (
    "aortic arch",
    *"retained forgotten broken migrat dislodge dislocat displace misplace malposition embolised embolized entrap"
    " impact ingest swallow aspirat encrust knott fragment separated twisted breakage fracture disconnect perforated"
    " ruptured torn torsed gangrenous avulsed anomalous aberrant abnormal ectopic double interrupted supernumerary"
    " unerupted ankylosed inverted dilacerated geminated fused intruded submerged transposition bronchus styloid"
    " malrotated".split(),
)
_PLACE_BEHIND = re.compile(
    r" (?:in|into|within|to|inside) (?:the |his |her |an? )?(?:left "
    r"|right )?((?:[a-z-]+ ){0,3}?[a-z]+)(?=[.,;:)]|$| (?:was|were|and|with|which|that|causing|after|on|at|by"
    r"|in|of|as|due))"
)
# "topiramate-induced visual impairment", "drug-induced lupus"
_BROUGHT_ON = re.compile(r"[A-Za-z][\w/]*(?:-[\w/]+)*-(?:induced|associated|related|triggered)$")
_MEANT = re.compile(
    r"(?:pharmacolog\w+|chemically|medically|surgically|laser|experimentally|barbiturate|self|artificial\w*"
    r"|exercise|effort|activity|stress|movement)-",
    re.I,
)
_MOST_BETWEEN = 3
_DONE_TO = frozenset(
    {"hypothermia", "death", "abortion", "vomiting", "pain", "fever", "weight loss", "fatigue", "mass"}
)


def find_made_names(text: str, words: Sequence[Word]) -> Iterator[Name]:
    """Give the names of broken and wandered devices, and of anomalies of vessels, teeth and organs."""
    low = text.lower()
    if not any(sign in low for sign in _SIGNS):
        return
    starts = {word.start: number for number, word in enumerate(words)}
    ends = {word.end: number for number, word in enumerate(words)}
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            first, last = starts.get(found.start()), ends.get(_end_with_place(text, found.end()))
            head = ends.get(found.end())
            if first is not None and last is not None and head is not None and not goes_on(text, words, last):
                yield Name(first, head, last + 1, told=True, sure=True)


def find_brought_on(text: str, words: Sequence[Word], terms: Sequence[Mention], offset: int) -> Iterator[Name]:
    """Give complaints and findings that a word before them says to be brought on: "topiramate-induced blindness"."""
    if "-induced" not in text and "-associated" not in text and "-triggered" not in text:
        return
    ends = {word.end: number for number, word in enumerate(words)}
    starts = {word.start: number for number, word in enumerate(words)}
    for term in terms:
        if term.lexicon != "symptom" or term.concept in _DONE_TO:
            continue
        head, at = ends.get(term.span.end - offset), starts.get(term.span.start - offset)
        if head is None or at is None:
            continue
        for first in range(at - 1, max(-1, at - 2 - _MOST_BETWEEN), -1):
            if text[words[first].end : words[first + 1].start] != " ":
                break
            if _BROUGHT_ON.fullmatch(words[first].text) is not None:
                if _MEANT.match(words[first].text) is None and not words[first].low.endswith("-related"):
                    yield Name(first, head, head + 1, told=True, sure=True)
                break


def _end_with_place(text: str, end: int) -> int:
    """Give where "in the right ventricle" ends behind a name, if it says a place."""
    behind = _PLACE_BEHIND.match(text, end)
    if behind is None or not is_place(behind[1].rpartition(" ")[2]):
        return end
    return behind.end(1)

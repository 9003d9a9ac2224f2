"""Words of treatment that name something else here: an organ, a protein that was measured, the aim of what is named."""

from __future__ import annotations

import re

from extractor.case import Mention, MentionKind, Reading, Sentence

# "HR-MRI (sagittal, reconstruction of coronal and axial)": pictures were reconstructed
PLANES = re.compile(r"s?\s(?:of|in)\s(?:the\s)?(?:coronal|sagittal|axial|images?)\b", re.IGNORECASE)
# "the pathologic segment was resected": of a bowel, where one is told
SEGMENT_WAS = re.compile(r"\bsegments?\s(?:was|were)\s(?:\w+ly\s)?$", re.IGNORECASE)
# "palliative treatment with ponatinib": what was given is named behind it
_NAMED_BEHIND = re.compile(r"\s(?:with|by|using|consisting\sof|including|comprising)\s\w", re.IGNORECASE)
# "histology of the explanted lung": an organ, and no implant
_ORGAN = re.compile(
    r"\s(?:(?:native|diseased|left|right)\s)?(?:lungs?|livers?|hearts?|kidneys?|organs?|specimens?|pancreas|corneas?|grafts?|allografts?)\b",
    re.IGNORECASE,
)
# "immunoglobulin G", "immunoglobulin levels": measured; given only where a word of giving stands before it
_KIND_OF_GLOBULIN = re.compile(
    r"\s?(?:[-/]|\(|[AGMED]\d?\b|levels?|light|heavy|kappa|lambda|gene|deposit|free|concentration|isotype|class|subclass|electro"
    r"|profile|(?:was|were)\s(?:normal|elevated|low|within))"
)
_GLOBULIN = re.compile(r"im+[a-z]*globulins?")  # also misspelt
_GIVEN_GLOBULIN = re.compile(
    r"\b(?:treat\w+|therap\w+|received|given|administ\w+|infus\w+|high-dose|\w*corticosteroids?|steroids?|\w*predniso\w+)\b[^.;]{0,90}$",
    re.IGNORECASE,
)
# "Immunoglobulin was given", "immunoglobulin, 2 g/kg", "immunoglobulin intravenously"
_GLOBULIN_GIVEN = re.compile(
    r"[^.;]{0,40}?\b(?:(?:was|were|is)\s(?:\w+ly\s|then\s|also\s)?(?:given|administered|infused|started|added|tried|commenced"
    r"|initiated|repeated|begun)\b|\d\s?m?g/kg|intravenous|i\.?v\b)",
    re.IGNORECASE,
)
# "a broad-based increase in gamma globulins": what the blood held
_FOUND_IN_BLOOD = re.compile(
    r"\b(?:increase|rise|elevation|decrease|excess|deficiency|fraction|levels?|spike|band)\s(?:in|of)\s(?:the\s|serum\s)?$",
    re.IGNORECASE,
)
# "dexamethasone as a prophylactic antiemetic": the class tells what the drug was for
_AS_A = re.compile(r"\s(?:\([^()]*\)\s)?as\s(?:an?\s|the\s)?(?:[\w-]+\s){0,2}")
# "12 hours after the caesarean section": from then time is counted; told where it was done, it is told elsewhere
_COUNTED_FROM = re.compile(
    r"\b(?:hours?|days?|weeks?|months?)\s(?:after|of|following|post|from)\s(?:(?:the|her|an?|elective|emergency|urgent)\s){0,2}$",
    re.IGNORECASE,
)
# "a novel ATIC-ALK fusion": of genes, or of pictures; a level of the spine is a letter and a number
_OF_GENES = re.compile(
    r"(?<![\w-])(?![CTLS]\d{1,2}\b)[A-Z][A-Z0-9]+[-\u2010-\u2013/:]{1,2}[A-Z][A-Z0-9]+\s(?:gene\s|transcript\s)?$"
)
# "the rescue operation was hampered by the weather": of helpers, soldiers, workers
_OF_HELPERS = re.compile(
    r"\b(?:(?:search\sand\s)?rescue|relief|military|peacekeeping|combat|mining|drilling|farming)\s$", re.IGNORECASE
)
_OF_ITSELF = re.compile(r"\b(?:natural|spontaneous)\s$", re.IGNORECASE)  # "natural arthrodesis": nobody made it
_SUBUNIT = re.compile(r"(?:\bbeta|β)[\s-]$", re.IGNORECASE)  # "beta human chorionic gonadotropin": measured
_PAIN = re.compile(
    r"\b(?:pains?|ache|paresthesia)\s[^.;,]{0,20}$", re.IGNORECASE
)  # "lumbar pain irradiated to both thighs"
_CLIPS = ("clipping", "clipped")
_FEW = 40  # characters


def is_namesake(mention: Mention, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether a word names no treatment of its own here."""
    start, end = sentence.place_of(mention.span)
    text, word = sentence.text, sentence.text[start:end].lower()
    if mention.lexicon != "drug" and " as " in text[max(0, start - _FEW) : start]:
        drugs = (
            m.span.end - sentence.span.start
            for m in reading.of(MentionKind.TERM, "drug")
            if m.sentence == sentence.index
        )
        return any(at < start and _AS_A.fullmatch(text, at, start) is not None for at in drugs)
    match mention.concept:
        case "spinal fusion" if word == "fusion":
            return _OF_GENES.search(text, max(0, start - _FEW), start) is not None
        case "surgery" if word in ("operation", "operations"):
            return _OF_HELPERS.search(text, max(0, start - _FEW), start) is not None
        case "spinal fusion" if word == "arthrodesis":
            return _OF_ITSELF.search(text, max(0, start - _FEW), start) is not None
        case "human chorionic gonadotropin":
            return _SUBUNIT.search(text, max(0, start - _FEW), start) is not None
        case "radiotherapy" if word == "irradiated":
            return _PAIN.search(text, max(0, start - _FEW), start) is not None
        case "caesarean section":
            return _COUNTED_FROM.search(text[:start]) is not None
        case "palliative care":
            return _NAMED_BEHIND.match(text, end) is not None
        case "implant removal" if word.startswith("explant"):
            return _ORGAN.match(text, end) is not None
        case "intravenous immunoglobulin" if _GLOBULIN.fullmatch(word) is not None:
            given = _GIVEN_GLOBULIN.search(text, 0, start) or _GLOBULIN_GIVEN.match(text, end)
            return _KIND_OF_GLOBULIN.match(text, end) is not None or given is None
        case "intravenous immunoglobulin" if "globulin" in word:
            return _FOUND_IN_BLOOD.search(text, 0, start) is not None
        case "clip placement" if word in _CLIPS:  # of ducts, vessels and nails: no treatment to tell of
            return not any("aneurysm" in s.text.lower() for s in reading.sentences if s.index <= sentence.index)
    return False

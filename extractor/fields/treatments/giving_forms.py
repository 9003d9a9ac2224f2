"""Forms of words that tell whether a treatment was given, too free for the lists of `therapy.toml`."""

from __future__ import annotations

import re

from extractor.fields.treatments.giving import Clause, Giving
from extractor.guarded import compile_guarded
from extractor.lexicon import load_cues

# "rituximab had been ordered", "bortezomib is discussed and rejected", "which she never received"
_PASSIVE_FORM = (
    r"(?:is|are|was|were|(?:had|has|have)\s(?:\w+ly\s)?been|being)\s"
    r"(?:(?:also|then|therefore|later|even|\w+ly)\s)?"
)
LATER_PLANNED = compile_guarded(
    rf"\b{_PASSIVE_FORM}(?:offered|proposed|suggested|recommended|advised|requested|ordered|considered|discussed|contemplated"
    r"|planned|scheduled|envisaged|intended|foreseen|applied\sfor(?!\s\w)|booked|debated|evoked|prescribed\sbut)\b",
    re.IGNORECASE,
)
LATER_REFUSED = compile_guarded(
    rf"\b(?:{_PASSIVE_FORM}|(?:and|but|then)\s(?:\w+ly\s)?)(?:rejected|refused|declined|dismissed|vetoed|forgone|turned\sdown"
    r"|denied)\b(?!\s(?:any|having|that))"
    # "could not be administered": a drug or an operation was impossible, whatever the verb
    r"|\b(?:could\snot|cannot|couldn[\u2019']t)\s(?:\w+ly\s)?be\s(?:\w+ly\s)?(?:administered|used|started|initiated|employed|prescribed"
    r"|commenced|applied|instituted|attempted|undertaken|tried|offered|provided|considered|placed|inserted)\b",
    re.IGNORECASE,
)
THEN_NEVER = re.compile(
    r"\s(?:declined|refused|withheld|deferred)\s*(?:[.;,)]|$|by\s|because\s|due\s)|"  # "AZA declined.", in notes
    r"[^;.]{0,20}?,?\s(?:which|that|but)\s(?:(?:he|she|it|they|the\s\w+|was|were|had|has)\s){0,2}(?:never|did\snot|didn[’']t)\s"
    r"(?:receiv\w+|g[eo]t|need\w*|requir\w+|t[oa]k\w+|given|start\w*|us\w+|perform\w*|beg[aiu]n|ha[dv]e?|administered|took\splace)",
    re.IGNORECASE,
)
# "was withdrawn after a year": it was given till then
GIVEN_TILL = re.compile(
    r"\b(?:was|were|could\sbe)\s(?:withdrawn|stopped|discontinued|weaned|ended|tapered)\s(?:off\s)?(?:after|at|within)\s"
    r"(?:an?|\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|several|some)\s(?:\w+\s)?(?:hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
# "was used in five", "has been given to two earlier patients": to others
_TO_OTHERS = re.compile(
    r"\s(?:[\w-]+\s){0,2}?(?:was|were|has\sbeen|have\sbeen|had\sbeen)\s(?:used|given|tried|administered|prescribed)\s(?:in|to|by|for)\s"
    r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|most|many|half|a\sfew|the\sothers?|the\srest)"
    r"(?=\s?[.;]|\s(?:of|earlier|other|further|previous|patients|cases|children|adults|published|reported)\b)",
    re.IGNORECASE,
)
# "prostate carcinoma (radiotherapy 2009)": dated, and behind another illness
_DATED = re.compile(r",?\s(?:in\s)?(?:19|20)\d\d\s?[);,]")
# "He has ischaemic heart disease and had a cholecystectomy": what else is on record
_ON_RECORD = re.compile(
    r"\b(?:he|she|patient|who)\s(?:has|is)\s(?!been\b|had\b)[^.;]{3,90}\band\s(?:has\s|once\s)?(?:had|undergone|underwent)\s(?:an?\s)?$",
    re.IGNORECASE,
)
# "pain resistant to anti-inflammatories": taken, without relief
TRIED = compile_guarded(
    r"(?:pains?|\w+algia|headaches?|sciatica|symptoms?|complaints)\b[^.;]{0,80}\b(?:resistant|refractory|unresponsive|rebellious)\sto\s"
    r"(?:[^.;]{0,60}\sto\s)?(?:[\w-]+\s\(?){0,3}$",
    re.IGNORECASE,
)
# "was abandoned because of cystitis": what had been begun
_GIVEN_UP = re.compile(
    r"[^.;,]{0,20}(?:\([^()]{0,40}\)\s)?(?:was|were|had\sto\sbe)\s(?:abandoned|given\sup|interrupted|broken\soff)\s(?:again\s)?"
    r"(?:because|due|owing|after|when|on\saccount)\b",
    re.IGNORECASE,
)
# "no chemotherapy or radiotherapy"
NONE_OF = re.compile(
    r"\b(?:no|without|neither|never)\s(?:[\w/-]+,?\s){1,6}(?:or|nor)\s(?:\w+\s(?:of\s)?)?$", re.IGNORECASE
)
# "had been taking X for 12 days without effect": tried for this illness
_IN_VAIN = re.compile(
    r"(?:[^.;,]{0,60}?,?\s)?(?:(?:but\s)?(?:without|with\s(?:no|little|only\s\w+))\s(?:(?:any|much|lasting|apparent|clear|real)\s)?(?:effect|benefit"
    r"|relief|improvement|success|response)|in\svain|to\sno\savail)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:tak\w+|took|prescri\w+|given|treated|receiv\w+|tried|us(?:ed|ing)|courses?)\b[^.;]{0,60}$", re.IGNORECASE
)
# "biopsy was not performed because of anticoagulation with"
_REASON_AGAINST = re.compile(
    r"\b(?:not|no|without|contraindicated|avoided|deferred|withheld|impossible|risky)\b[^.;]{0,80}?\b(?:because\sof|due\sto|owing\sto"
    r"|on\saccount\sof)\s(?:(?:the|his|her|ongoing|concurrent|continued|oral)\s){0,2}(?:[\w-]+\swith\s)?$",
    re.IGNORECASE,
)
# "neither patient received colchicine"
_NOBODY = re.compile(
    r"\b(?:neither|none)\s(?:(?:of|the|our|his|them|these|two|three|four)\s){0,3}"
    r"(?:(?:patients?|cases?|child(?:ren)?|m[ae]n|wom[ae]n|boys?|girls?|siblings?|brothers?|sisters?|twins?)\s)?(?:(?:had|was|were)\s){0,2}"
    r"(?:received|given|underwent|undergone|required|needed|taken|took|treated\swith)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
# "no distal realignment osteotomy", "without any surgical drainage": what stands between are attributes
NO_SUCH = re.compile(
    r"\b(?:no|without)\s(?:(?!(?:of|to|after|with|for|from|by|in|on|at|the|an?|and|or|but|was|were|is|despite|following|"
    r"under|during|until|than|longer|more|via|had|has|response|improvement|change|effect|complications?|recurrences?|relief|"
    r"success|benefit|evidence|signs?|symptoms?|history|treatment|while|as|problems?|difficult\w+|sequelae)\s)[\w'/-]+\s){1,3}$",
    re.IGNORECASE,
)
# "without the addition of bone graft", "no courses of chemotherapy", "no need to inject a local steroid"
_NO_USE_OF = re.compile(
    r"\b(?:no|without)\s(?:(?:the|an?|any)\s)?(?:(?!(?:response|improvement|change|relief|and|or|but|to|of)\s)[\w-]+\s){0,2}"
    r"(?:addition|use|attempts?|need|necessity|requirements?|prerequisites?|recourse|presence|courses?|cycles?|doses?|sessions?|administration|application"
    r"|placement|undergoing|receiving|performing|injecting|requiring|resorting|resort)\s(?:(?:of|for|to|at)\s)?"
    r"(?:(?:him|her|the\spatient)\sto\s)?(?:(?:inject|give|use|perform|administer|do|start|prescribe|undergo)\s)?"
    r"(?:(?!(?:was|were|is|and|but|with|after|by)\s)[\w-]+\s){0,2}"
    r"(?:(?:(?!(?:was|were|is|but|with|after|by)\s)[\w-]+\s){0,3}(?:and|or)\s(?!(?:was|were|had|underwent|then|received|the|an?)\s)"
    r"(?:(?!(?:was|were|underwent|received)\s)[\w-]+\s){0,2})?$",
    re.IGNORECASE,
)
# "the cranioplasty was removed": what was taken out had been put in before
TAKEN_OUT = re.compile(
    r"\s(?:was|were|had\sto\sbe)\s(?:\w+ly\s|then\s)?(?:removed|explanted|taken\sout)\b", re.IGNORECASE
)
# "without a bowel resection"
_WITHOUT_A = re.compile(r"\bwithout\s(?:an?|any|the)\s$", re.IGNORECASE)
# "referred to our department for additional resection", "was referred to surgical correction"
_REFERRED_FOR = compile_guarded(
    r"\b(?:referred|sent)\b(?:[^.;,]{0,70}\sfor|\sto)\s(?:(?:an?|the|his|her|further|additional|elective|possible|urgent"
    r"|emergency|definitive|surgical|planned|potential|complete|radical|subsequent)\s){0,3}$",
    re.IGNORECASE,
)
# "further surgeries for correction planned."
_YET_PLANNED = re.compile(
    r"(?:\s(?!was\b|were\b|and\b|as\b|is\b|had\b|but\b)[\w-]+){0,7}\splanned\s?[.;]?\s*$", re.IGNORECASE
)
# "currently, the standard treatment of this disease is complete resection"
_TREATMENT_IS = compile_guarded(
    r"\b(?:standard|usual|recommended|mainstay|first-line|classical|definitive|only|best|optimal|preferred)\s(?:\w+\s){0,2}"
    r"(?:treatments?|therapy|therapies|management|modality|option)\b[^.;,]{0,60}?\s(?:is|are|remains|remain|consists|includes|involves)\s",
    re.IGNORECASE,
)
# "2 weeks after injecting the steroid nandrolone", "intentionally injected herself with insulin"
HARMED_ONESELF = re.compile(
    r"\b(?:after\s(?:injecting|ingesting|swallowing|inhaling|snorting|smoking|abusing|misusing)|injected\s(?:herself|himself)"
    r"|surreptitious(?:ly)?|self-inject\w+|factitious)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
# "an ergonovine spasm stimulation test", "load tests of captopril or furosemide": given to find out, not to heal
_TESTED_WITH = re.compile(
    r"[\s-](?:(?!(?:and|or|was|were|is|are|after|before|with|in|to|for|by|on|therapy|treatment|infusions?|but|then)\s)[\w-]+\s){0,3}"
    r"(?:tests?|testing|challenges?|provocation|assays?)\b",
    re.IGNORECASE,
)
_TEST_OF = re.compile(
    r"\b(?:load|loading|provocation|provocative|challenge|stimulation|suppression|tolerance|stress|patch|prick|skin|vasoreactivity"
    r"|sensitivity|confirmatory)[\s-](?:tests?|testing|challenge)\s(?:(?:was|were)\s\w+\s)?(?:of|with|using|by|for|to)\s"
    r"(?:[\w-]+,?\s(?:and\s|or\s)?){0,3}$",
    re.IGNORECASE,
)
# "testosterone was low and hydrocortisone was started"
THEN_STARTED = re.compile(
    r"[^,;()]{0,40}\b(?:was|were|is|has\sbeen)\s(?:\w+\s)?(?:started|given|administered|initiated|added|commenced|prescribed|begun"
    r"|instituted|infused|injected)\b",
    re.IGNORECASE,
)
# "without converting it to an open laparotomy", "instead of via mesh repair"
_NOT_BY_THIS_WAY = re.compile(
    r"\b(?:(?:without|no|avoid\w*|averted?|need\sfor)\s(?:any\s|the\s|need\sfor\s)?conver(?:ting|sion)\b[^.;,]{0,30}\s(?:in)?to\s"
    r"|(?:instead\sof|rather\sthan|in\splace\sof)\s(?:via|by|with|using|performing|undergoing|through"
    r"|(?:to\s)?(?:treat(?:ing)?|manag(?:e|ing)|giv(?:e|ing)|start(?:ing)?|us(?:e|ing))(?:\s(?:him|her|with|the\spatient)){0,2})\s)(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
# "he denied the use of medications or X"
_DENIED_USE = compile_guarded(
    r"\b(?:den(?:ied|ies|ying)\s(?:(?:any|the|recent|ever|current|previous|prior|regular)\s){0,3}(?:use|using|intake|ingestion|consumption"
    r"|taking|having\s\w+|history)|never\s(?:taken|used|received))\b[^.;]{0,90}$",
    re.IGNORECASE,
)
# "he denied any previous transfusions or operations"
_DENIED_EARLIER = re.compile(
    r"\bden(?:ied|ies|ying)\s(?:any\s|ever\s|having\s)?(?:previous|prior|earlier|past)\s"
    r"(?:(?!(?:but|was|were|is|had|has|underwent|received|treated|given)\b)[\w-]+,?\s){0,5}$",
    re.IGNORECASE,
)
# "without bone marrow transplantation (BMT)": the short name says no more than the long one before it
_WITHOUT_GLOSSED = re.compile(
    r"\b(?:without|no)\s(?:(?!(?:by|with|after|and|but|using|from|in|on|at|to|for|of|under|other|than)\b)[\w-]+\s){1,4}\($",
    re.IGNORECASE,
)
# "vitamin D and iron deficiency"
LACKED = re.compile(r"\s(?:(?:,|and|or)\s)(?:\w+\s){1,3}deficien", re.IGNORECASE)
JOINED = re.compile(r"(?:\s?(?:,|and|or)\s(?:\w+\s){0,2}\w+){0,3}(?:\slevels?)?\s?,?\s", re.IGNORECASE)
# "estradiol (E2) 45 pg/mL": measured, not given
MEASURED = re.compile(
    r"\s*(?:\([^()]{1,10}\)\s*)?(?:(?:of|was|were|[:=,])\s*)?\(?(?:[<>]\s*)?\d[\d.,]*\s?(?:(?:to|-|–)\s?\d[\d.,]*\s?)?"
    r"(?:(?:[pn]g|[µμpn]?mol|mmol|m?IU|m?U)\s?/\s?d?[lL]\b|(?:[pnµμ]g|[pn]mol|m?IU|m?U)\s?/\s?m[lL]\b)"
)

SOON = 30  # characters behind a treatment within which it is told that it was done
MODAL = re.compile(r"(?:could|should|would|might|may|can|must)(?:\sbe|\shave)?", re.IGNORECASE)
# "proteinuria declined gradually": a figure fell, and nobody refused
SANK = re.compile(
    r"declin\w+\s(?:to|from|by|over|after|with|within|again|during|following|gradually|rapidly|slowly|steadily"
    r"|progressively|significantly|markedly|quickly|despite)\b",
    re.IGNORECASE,
)
# "treated with ceftriaxone associated with metronidazole": given together
_TOGETHER = re.compile(r"[\s-]associated\s(?:to|with)\b", re.IGNORECASE)
_GAVE = re.compile(
    r"\b(?:treated|given|received|prescribed|started|therapy|treatment|put|placed)\b[^.;]{0,60}$", re.IGNORECASE
)
# "a man with a history of melanoma underwent …": what he underwent is no longer history
_WITH_HISTORY = re.compile(r"\bwith\san?\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_THEN_DONE = re.compile(
    r"(?<!\bwho)(?<!\bhad)(?<!\bhe)(?<!\bshe)(?<!\bpreviously)\s(?:underwent|received|was\streated|was\sstarted)\b",
    re.IGNORECASE,
)
# "the postoperative course was uneventful"
AFTER_OPERATION = re.compile(
    r"\bpost-?operativ\w+\s(?:(?:course|period|recovery|day)\b|\w+\s(?:was|were)\s(?:uneventful|uncomplicated))|\bpost-?operatively\b",
    re.IGNORECASE,
)
# "free of disease one year after the operation"
_FOLLOWED_UP = compile_guarded(
    r"\b(?:alive|well|free|asymptomatic|recurrences?|remission|relapses?|uneventful|healthy)\b[^.;]{0,40}\s"
    r"(?:years?|months?|weeks?)\s(?:after|following|from|since)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)


def tell_by_form(clause: Clause, text: str, end: int) -> Giving | None:
    """Tell by the forms that decide alone; None where there is none of them."""
    if _TO_OTHERS.match(clause.after):
        return Giving.NO_TREATMENT
    if _TREATMENT_IS.search(clause.before):
        return Giving.NO_TREATMENT
    if (
        _NO_USE_OF.search(clause.before[-110:])
        or _NOBODY.search(clause.before[-90:])
        or _WITHOUT_A.search(clause.before[-14:])
    ):
        return Giving.NOT_GIVEN
    if _NOT_BY_THIS_WAY.search(clause.before[-90:]) or _DENIED_USE.search(clause.before[-160:]):
        return Giving.NOT_GIVEN
    if _DENIED_EARLIER.search(clause.before[-90:]):
        return Giving.NOT_GIVEN
    if clause.after.startswith(")") and _WITHOUT_GLOSSED.search(clause.before[-90:]):
        return Giving.NOT_GIVEN
    if _IN_VAIN.match(clause.after) and _TAKEN.search(clause.before):
        return Giving.GIVEN
    if _REASON_AGAINST.search(clause.before[-140:]):
        return Giving.EARLIER
    if (clause.before.endswith("(") and _DATED.match(clause.after)) or _ON_RECORD.search(clause.before):
        return Giving.EARLIER
    if TRIED.search(clause.before) or _GIVEN_UP.match(text, end) or _FOLLOWED_UP.search(clause.before[-110:]):
        return Giving.GIVEN
    if _REFERRED_FOR.search(clause.before[-140:]) or _YET_PLANNED.match(clause.after):
        return Giving.PLANNED
    return None


def goes_with(clause: Clause) -> bool:
    """Tell "given X associated with Y" from "X-associated pneumonia"."""
    return _TOGETHER.match(clause.after) is not None and _GAVE.search(clause.before) is not None


def ends_history(text: str, history: re.Match[str], start: int) -> bool:
    """Tell whether a sentence that told of the past has come to the present before a treatment."""
    if load_cues("therapy")["presents"].search(text, history.end(), start) is not None:
        return True
    return (
        _WITH_HISTORY.search(text, 0, history.start()) is not None
        and _THEN_DONE.search(text, history.end(), start) is not None
    )


def is_test(clause: Clause) -> bool:
    """Tell whether a drug was given to find out: in a test of provocation, tolerance or sensitivity."""
    return _TESTED_WITH.match(clause.after) is not None or _TEST_OF.search(clause.before[-110:]) is not None

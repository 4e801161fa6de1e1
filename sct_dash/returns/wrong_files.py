"""Files that are something else: told by their first bytes or their headings, and refused before any cell is quoted."""

import re
from collections.abc import Iterable

from sct_dash.returns.shape import Kind, Refusal
from sct_dash.returns.words import folded

MAX_BYTES = 50_000_000
EMPTY = Refusal("empty", "The selected file is empty.")
_SAVE_AS = "Save the return as CSV, or as an Excel workbook (.xlsx), and choose it again."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    ((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x28\xb5\x2f\xfd", b"PK\x05\x06"),
     "a compressed file"),
    ((b"%PDF",), "a PDF"),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM\x00"), "an image"),
    ((b"PAR1", b"SQLite format 3", b"ARROW1", b"\x89HDF"), "a data file"),
    ((b"{\\rtf",), "a document"),
    ((b"\x7fELF",), "a program"),
)  # fmt: skip
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_MARKUP = re.compile(rb"\s*<(!doctype|html|head|body|table|\?xml|!--)", re.IGNORECASE)
_JSON = re.compile(rb"\s*(\[\s*[\[{\"\d]|\[\s*\]|\{\s*[\"}])")

_PERSONAL = (
    "name, full name, first name, forename, given name, middle name, surname, last name, family name, known as, "
    "child name, childs name, name of child, client name, pupil name, student name, patient name, parent name, "
    "mother name, father name, carer name, date of birth, dob, birth date, birthdate, child dob, mc_dob, "
    "child date of birth, nhs number, nhs no, nhs num, nhs, upn, former upn, unique pupil number, uln, "
    "unique learner number, child, child id, child identifier, child unique id, la child id, unique child id, "
    "child reference, child ref, child number, child code, child no, pupil id, student id, client id, person id, "
    "service user id, case id, case number, case ref, mosaic id, liquidlogic id, lcs id, ics id, carefirst id, "
    "eclipse id, swift id, ni number, national insurance number, nino, passport number, home office number, "
    "address, home address, address line 1, street, house number, postcode, post code, home postcode, home post, "
    "pl_post, email, email address, phone, phone number, telephone, telephone number, mobile, mobile number, initials"
)
# Headings of files that live beside ours, each with what to call it.
_FOREIGN = {
    "an SSDA903 return of children looked after": (
        "CHILD, DECOM, RNE, LS, CIN, PLACE, PLACE_PROVIDER, PL_POST, PL_LOCATION, URN, DEC, REC, REASON_PLACE_CHANGE, "
        "SEX, DOB, ETHNIC, UPN, MOTHER, MC_DOB, DUC, REVIEW, REVIEW_CODE, MISSING, MIS_START, MIS_END, SDQ_SCORE, "
        "SDQ_REASON, CONVICTED, HEALTH_CHECK, IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT, SUBSTANCE_MISUSE, "
        "IN_TOUCH, ACTIV, ACCOM, DATE_INT, DATE_MATCH, FOSTER_CARE, NB_ADOPTR, PREV_PERM, LA_PERM, DATE_PERM, "
        "DATE_PLACED, DATE_PLACED_CEASED"
    ),
    "an Ofsted Annex A list": (
        "Child Unique ID, Gender, Ethnicity, Date of Birth, Age of Child (Years), Date of Contact, Contact Source, "
        "Date of Referral, Referral Source, Referral Outcome, Allocated Team, Allocated Worker, Date of Assessment, "
        "Assessment Outcome, Strategy Discussion Initiated Within CP, Child in Need Start Date, "
        "Child Protection Plan Start Date, Initial Category of Abuse, Date Started to be Looked After, "
        "Child's Legal Status, Number of Previous Referrals"
    ),
    "a children in need census file": (
        "LAchildID, UPN, PersonBirthDate, GenderCurrent, CINreferralDate, ReferralSource, PrimaryNeedCode, "
        "CINclosureDate, ReasonForClosure, InitialCPCdate, CPPstartDate, CPPendDate, AssessmentActualStartDate, "
        "S47ActualStartDate"
    ),
    "a workforce return": (
        "team, establishment_fte, in_post_fte, agency_fte, vacancy_fte, vacancies_fte, establishment, in_post, agency, "
        "headcount, starters, leavers, starters_fte, leavers_fte, cases, cases_held, sickness_days, turnover_rate, "
        "agency_rate, vacancy_rate, establishment_headcount, agency_headcount, in_post_headcount"
    ),
    "a risk register": (
        "risk_id, risk_code, risk_ref, risk, likelihood, impact, score, target_score, risk_owner, controls, "
        "review_date, current_score, previous_score, inherent_score, residual_score, mitigation"
    ),
    "an Improvement Plan return": (
        "milestone, milestone_code, outcome, outcome_code, theme, original_date, revised_date, brag, completed_on, "
        "progress"
    ),
    "a finance return": (
        "budget, forecast, outturn, virement, savings, contract_sum, budget_line, cost_centre, variance, actual"
    ),
}
PERSONAL = frozenset(map(folded, _PERSONAL.split(", ")))
FOREIGN = {words: frozenset(map(folded, headings.split(", "))) for words, headings in _FOREIGN.items()}


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text))


_TELLING = _words("surname forename surnames forenames dob birthday birthdate birthdates upn upns")
_PEOPLE = _words("child childs pupil pupils student yp person persons parent carer mother father client")
_THEIRS = _words("name names initials id identifier no number ref reference birth born dob age address")
_UPN = re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]\b")
_NHS = re.compile(r"(?<![\d.])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d.])")
_SAID_NHS = re.compile(r"\bNHS\D{0,12}\d{3}[ -]?\d{3}[ -]?\d{4}\b", re.IGNORECASE)
_BORN = re.compile(r"\b(d\.?o\.?b\.?|born( on)?|date of birth)\W{0,3}\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", re.IGNORECASE)
_ID_LIKE = re.compile(r"\d{5,12}|[A-Z]\d{11}[\dA-Z]")


def refuse_by_bytes(data: bytes) -> None:
    """Refusal for a file that is empty, too large or, by its first bytes, not a text file or a workbook."""
    if not data:
        raise EMPTY
    if len(data) > MAX_BYTES:
        raise Refusal("too large", "The selected file must be smaller than 50MB.")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refusal("password", "The selected file is password protected. Save a copy without the password.")
        raise Refusal("wrong file", "The selected file is an old Excel workbook (.xls). Save it as .xlsx or as CSV.")
    for starts, words in _MAGIC:
        if data.startswith(starts):
            raise Refusal("wrong file", f"The selected file is {words}, not a CSV file or a workbook. {_SAVE_AS}")
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        raise Refusal("wrong file", f"The selected file is an image or a film, not a CSV file. {_SAVE_AS}")
    if data.startswith(_ZLIB) and not data[:512].isascii():
        raise Refusal("wrong file", f"The selected file is a compressed file, not a CSV file. {_SAVE_AS}")
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(head):
        raise Refusal("wrong file", f"The selected file is a web page or XML, not a CSV file. {_SAVE_AS}")
    if _JSON.match(head):
        raise Refusal("wrong file", f"The selected file is JSON, which has no columns as a CSV file has. {_SAVE_AS}")


MORE_KNOWN = 3
"""A file that has all of a kind's columns is another's all the same where that one knows so many more of them."""


def refuse_by_headings(kind: Kind, headings: list[str], kinds: Iterable[Kind], enough: int) -> None:
    """Refusal for the headings of another return, or of personal data; neither is quoted. Otherwise nothing.

    A heading that is the kind's own ("name" of a KPI) is not personal. Another kind of ours is named only when all
    its columns are there and not all of this one's, or when it knows MORE_KNOWN headings more. `enough`: how many
    headings of personal data make a refusal.
    """
    there = {folded(heading) for heading in headings} - {""}
    own = own_headings(kind)
    wanted = sum(bool(there & own[column]) for column in kind.required)
    ours = frozenset().union(*own.values())
    fits = _fitting(kind, there, kinds)
    if wanted == len(kind.required):
        known = sum(bool(there & own[column]) for column in own)
        fits = {title: columns for title, columns in fits.items() if columns >= known + MORE_KNOWN}
    for words, layout in FOREIGN.items():
        alike = len(there & layout)
        most = max(len(there & ours), *fits.values(), 0)
        if alike >= 3 and alike > most and alike >= 0.4 * len(there) and wanted < len(kind.required):
            raise Refusal("wrong file", _looks_like(words, kind))
    if fits:
        raise Refusal("wrong file", _looks_like(f"a return of {max(fits, key=fits.__getitem__)}", kind))
    refuse_personal(headings, ours, enough)


def _fitting(kind: Kind, there: set[str], kinds: Iterable[Kind]) -> dict[str, int]:
    """The titles of the other kinds whose columns are all there, each with how many of its columns that is."""
    fits = {}
    for other in kinds:
        columns = own_headings(other)
        if other.name != kind.name and all(there & columns[column] for column in other.required):
            fits[other.title] = sum(bool(there & columns[column]) for column in columns)
    return fits


def refuse_personal(headings: Iterable[str], ours: frozenset[str], enough: int) -> None:
    """Refusal when `enough` of the headings, leaving out `ours` (folded), are of personal data; none is quoted."""
    personal = {folded(heading) for heading in headings if is_personal(heading)} - ours
    if len(personal) >= enough:
        raise Refusal(
            "personal data",
            "The selected file has a column for personal data, such as a name, a date of birth or a child identifier, "
            "or looks like child-level records. It was refused whole and not kept. "
            "Take those columns out, so that only totals are left.",
        )


def is_personal(heading: str) -> bool:
    """Whether a heading speaks of one person: a known one, or a person with a name, number, birth or reference.

    "Child's full name", "Persons Name", "YP name", "Birthday" and "Unique Pupil No" are; "Number of children" is not.
    """
    if folded(heading) in PERSONAL:
        return True
    words = set(re.findall(r"[a-z]+", re.sub(r"['’]s?\b", "", heading.replace("_", " ")).casefold()))
    if words & _TELLING:
        return True
    return bool((words & _PEOPLE and (len(words) == 1 or words & _THEIRS)) or {"young", "person"} == words)


def refuse_by_cells(kind: Kind, cells: Iterable[str], unknown_codes: list[str], codes: int) -> None:
    """Refusal for child-level rows in disguise: identifiers in the text, or identifiers where codes should be.

    `cells`: the distinct text cells. `unknown_codes`: distinct codes that are not on the list, of `codes` in all.
    Ten figures are an NHS number only with the right check digit, or when the text says so.
    """
    id_like = sum(bool(_ID_LIKE.fullmatch(code.strip())) for code in unknown_codes)
    if id_like * 2 > codes or any(_identifies(cell) for cell in cells):
        raise Refusal(
            "personal data",
            "The selected file looks like it has child-level records in it: dates of birth, NHS numbers, UPNs or "
            "child identifiers. It was refused whole and not kept. Take them out, so that only totals are left.",
        )


def mostly_nhs(tens: Iterable[str]) -> bool:
    """Whether two or more of these cells of ten digits, and more than half, have an NHS number's check digit."""
    checks = [_nhs_checks(cell) for cell in tens]
    return sum(checks) > max(1, len(checks) / 2)


def own_headings(kind: Kind) -> dict[str, frozenset[str]]:
    """Each column's name, words and synonyms, folded."""
    return {
        column.name: frozenset(map(folded, (column.name, column.words, *column.synonyms))) for column in kind.columns
    }


def _looks_like(words: str, kind: Kind) -> str:
    return (
        f"The selected file looks like {words}, not a return of {kind.title}. It was refused whole and not kept. "
        "Choose the right file, or the right kind of return."
    )


def _identifies(cell: str) -> bool:
    return (
        _BORN.search(cell) is not None
        or _SAID_NHS.search(cell) is not None
        or any(_nhs_checks(re.sub(r"\D", "", match[0])) for match in _NHS.finditer(cell))
        or _UPN.search(cell) is not None
    )


def _nhs_checks(digits: str) -> bool:
    """The NHS number's modulus 11 check digit."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return rest % 11 == int(digits[9]) and rest != 10 and len(set(digits)) > 1

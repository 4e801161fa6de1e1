"""Files that are refused whole, each in a sentence to act on, and none with a cell of it in any message."""

import gzip
import io
import json
import zipfile
import zlib

import pytest

from sct_dash.returns import RETURNS, checking, reading, telling, texts, wrong_files
from tests.returns.drawn import HEAD, KPIS, ROW, as_csv, checked

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECRETS = ("100001", "943 476 5919", "Jordan", "12/03/2014", "A123456789012")
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,PL_POST\n100001,12/03/2014,S,C2,N1,U4,PR4,B70\n"
ANNEX_A = (
    "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,Contact Source\n"
    "100001,M,WBRI,12/03/2014,3,01/04/2024,School\n"
)


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\n \n,,,\n", "is empty"),
        ((HEAD + ROW.replace("On", "O\0n")).encode(), "NUL"),
        (gzip.compress((HEAD + ROW).encode()), "compressed"),
        (zlib.compress((HEAD + ROW * 9).encode()), "compressed"),
        (b"\x28\xb5\x2f\xfd\x24\x00", "compressed"),
        (zipped(notes=b"hello"), "compressed"),
        (zipped(**{"word/document.xml": b"<w/>"}), "Word"),
        (zipped(**{"xl/workbook.bin": b"x"}), "xlsb"),
        (zipped(**{"content.xml": b"<o/>"}), "OpenDocument"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image"),
        (b"\xff\xd8\xff\xe0JFIF", "image"),
        (OLE + b"\0" * 600, "old Excel"),
        (OLE + b"\0" * 60 + "EncryptedPackage".encode("utf-16-le"), "password protected"),
        (b"\xef\xbb\xbf<!DOCTYPE html><table>", "web page"),
        (b"<?xml version='1.0'?><x/>", "XML"),
        (json.dumps([{"period": "2024-04"}]).encode(), "JSON"),
        (b'{"period": 1}', "JSON"),
        (b"PAR1xxxx", "data file"),
    ],
)  # fmt: skip
def test_what_is_no_return_at_all_is_named_and_refused(data: bytes, words: str):
    outcome = checked(data)
    assert outcome.refused and not outcome.accepted and outcome.rows is None
    assert outcome.findings.select("line", "column", "value").rows() == [(None, None, None)]
    assert words in outcome.findings["says"].item()
    assert outcome.cells.is_empty()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (EPISODES, "SSDA903"),
        ("Episodes 2024\n\n" + EPISODES, "SSDA903"),
        (EPISODES.replace(",", "\t"), "SSDA903"),
        ("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER\n100001,1,12/03/2014,WBRI,A123456789012,0\n", "SSDA903"),
        (ANNEX_A, "Annex A"),
        ("team,period,establishment_fte,in_post_fte,agency_fte\nTeam 1,2024-04,12,10,2\n", "workforce"),
        ("risk_id,likelihood,impact,score\nR1,4,4,16\n", "risk register"),
        (KPIS, "KPI definitions"),
        ("kpi_code,valid_from,target\nKPI001,2021-04-01,80\n", "targets"),
        ("kpi_code,relief_from,relief_to,clause,reason\nKPI001,2020-03-23,2021-09-30,1,Covid\n", "relief"),
        (HEAD.strip() + ",Child ID\n" + ROW.strip() + ",100001\n", "personal data"),
        (HEAD.strip() + ",Date of Birth\n" + ROW.strip() + ",12/03/2014\n", "personal data"),
        (HEAD.strip() + ",NHS No.\n" + ROW.strip() + ",943 476 5919\n", "personal data"),
        (HEAD.strip() + ",UPN\n" + ROW.strip() + ",A123456789012\n", "personal data"),
        (HEAD.strip() + ",Name\n" + ROW.strip() + ",Jordan\n", "personal data"),
        (HEAD + "2024-04,100001,1,1,100,\n2024-04,100002,0,1,0,\n", "child-level"),
        (HEAD + ROW.replace("On track", "Jordan, 943 476 5919").replace("Jordan,", "Jordan"), "child-level"),
        (HEAD + ROW.replace("On track", "A123456789012 moved"), "child-level"),
        (HEAD + ROW.replace("On track", "Jordan (DOB 12/03/2014)"), "child-level"),
    ],
)
def test_another_return_or_personal_data_is_refused_before_any_cell_is_told(data: str, words: str):
    outcome = checked(data)
    assert outcome.refused
    assert words in outcome.findings["says"].item()
    told = json.dumps(telling.reply(outcome, rows=True))
    assert not any(secret in told for secret in SECRETS)
    assert not any(secret.encode() in telling.marked_csv(outcome) for secret in SECRETS)


@pytest.mark.parametrize("kind", sorted(RETURNS))
@pytest.mark.parametrize("other", sorted(RETURNS))
def test_each_kind_knows_the_others_by_their_templates(kind: str, other: str):
    outcome = checked(telling.template(RETURNS[other]), kind=kind)
    assert outcome.refused is (kind != other)
    if kind != other:
        assert RETURNS[other].title in outcome.findings["says"].item()


@pytest.mark.parametrize("comment", ["Call 0121 500 4000", "Order 1234567890", "Born out by 12 audits", "Ref 20240401"])
def test_figures_that_identify_nobody_are_let_in(comment: str):
    assert checked(HEAD + ROW.replace("On track", comment)).accepted


def test_the_name_of_a_kpi_is_not_personal_data():
    assert checked(KPIS, kind="kpis").accepted


def test_a_file_too_large_is_refused_before_a_character_is_decoded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(texts, "encoding_of", None)
    monkeypatch.setattr(reading, "encoding_of", None)
    outcome = checked(b"x" * (wrong_files.MAX_BYTES + 1))
    assert outcome.refused
    assert outcome.findings["says"].item() == "The selected file must be smaller than 50MB."


def test_a_file_of_just_fifty_megabytes_is_read():
    row = ROW.strip().replace("On track", "x" * 1900)
    rows = [row.replace("2024-04", f"20{year}-{month:02}") for year in range(15, 25) for month in range(1, 13)]
    data = (HEAD + "\n".join(rows)).encode()
    assert checked(data + b"\n" * (wrong_files.MAX_BYTES - len(data))).count == 120


def test_more_rows_than_a_million_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 3)
    may = ROW.replace("04,KPI", "05,KPI")
    assert checked(HEAD + ROW * 3).count == 3
    outcome = checked(HEAD + ROW * 3 + may)
    assert outcome.refused
    assert "3 rows or fewer" in outcome.findings["says"].item()


def test_hostile_text_is_quoted_as_text_and_cut():
    outcome = checked(HEAD + ROW.replace("KPI001", "<img src=x onerror=alert(1)>\x1b[2J\u202e"))
    assert "‘<img src=x onerror=alert(1)>[2J’" in outcome.findings["says"].item()


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x80" * 99, b'"', b'"\n' * 999, b",", b"sep=", b"\r", b"'"])
def test_rubbish_is_answered_and_never_raised(data: bytes):
    assert not checked(data).accepted


def test_the_rules_are_not_asked_of_a_refused_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(checking, "_rule_findings", None)
    assert checked(EPISODES).refused


def test_a_kind_read_from_its_own_columns_is_accepted_whatever_the_file_is_called():
    rows = as_csv(["period", "kpi_code", "value"], [{"period": "2024-04", "kpi_code": "KPI001", "value": "5"}])
    assert checked(rows).file == "sent.csv"

"""Roles: what each may do, and words for each."""

import pytest

from sct_dash.core.access import ROLES, Permission, may


def test_a_reader_reads_and_does_nothing_else():
    assert [p for p in Permission if may("reader", p)] == [Permission.READ]


@pytest.mark.parametrize("role", ["officer", "manager"])
def test_an_officer_and_a_manager_may_submit_take_back_and_note(role):
    assert all(may(role, permission) for permission in Permission)


def test_notes_are_taken_by_those_who_send_returns_and_by_nobody_else():
    assert [role for role in ROLES if may(role, Permission.NOTE)] == ["officer", "manager"]


@pytest.mark.parametrize("role", ["", "Reader", "admin", None])
def test_a_stranger_may_do_nothing(role):
    assert not any(may(role, permission) for permission in Permission)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_says_what_it_is_for(role):
    assert ROLES[role].description.endswith(".")
    assert len(ROLES[role].description.split()) > 5

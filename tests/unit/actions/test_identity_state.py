"""What the conversation keeps of an identity that is being proved."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.identity_state import IdentityState, read_identity_state


@given(
    st.builds(
        IdentityState,
        asked=st.sampled_from([None, "number", "code", "sure"]),
        purpose=st.sampled_from(["status", "export", "erase", "remind"]),
        policy=st.sampled_from([None, "unemployment_benefit"]),
        asides=st.integers(0, 2),
    )
)
def test_what_is_kept_is_read_back(state: IdentityState) -> None:
    assert read_identity_state({"identity": state.slot()}) == state


def test_what_is_not_set_is_not_kept() -> None:
    assert IdentityState("number").slot() == {"asked": "number", "purpose": "status"}


@pytest.mark.parametrize("kept", [None, "number", [], {"asked": "code", "number": "1"}, {}])
def test_what_is_none_of_ours_is_an_empty_state(kept: Any) -> None:
    assert read_identity_state({"identity": kept}) == IdentityState()
    assert read_identity_state({}) == IdentityState()

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.foundations.errors import Refused
from throughline.people.reaching import reachable


@pytest.mark.parametrize("text", ["07700900123", "+44 7700 900123", "0044 7700 900123", " 07700  900 123 "])
def test_the_same_number_is_kept_in_one_way(text):
    assert reachable("mobile", text) == "07700 900123"


@pytest.mark.parametrize("text", ["", "hello", "123", "07700", "0" * 40, "😀"])
def test_what_is_no_whole_number_is_refused_beside_its_field(text):
    with pytest.raises(Refused, match="whole phone number") as refusal:
        reachable("phone", text)

    assert refusal.value.field == "value"


@pytest.mark.parametrize("text", ["name", "name@", "@example.org", "a b@example.org"])
def test_what_is_no_email_is_refused(text):
    with pytest.raises(Refused, match="email"):
        reachable("email", text)


@given(st.text(max_size=60))
def test_an_address_is_kept_as_typed_but_for_spare_spaces(text):
    assert reachable("address", text) == " ".join(text.split())


@given(st.integers(7700900000, 7700900999))
def test_keeping_a_kept_number_changes_nothing(number):
    kept = reachable("mobile", f"0{number}")

    assert reachable("mobile", kept) == kept

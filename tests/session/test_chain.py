"""How one line is written: the chain's definition, and any text a player may type."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.playing import moderate
from wargame.session.chain import Damage, read_session, seal, unseal


def test_the_chain_is_what_its_definition_says() -> None:
    whole, sha = b"", b""
    lines: list[dict[str, Any]] = [
        {"n": 1, "rationale": "Juárez – «plata»"},
        {"n": 2, "deck": {"sha": "abc"}},
        {"n": 3},
    ]
    for fields in lines:
        data, sha = seal(fields, sha)
        whole += data
    before = b""
    for line in whole.removesuffix(b"\n").split(b"\n"):
        assert line[-74:-66] == b',"sha":"'
        assert line[-2:] == b'"}'
        assert line[-66:-2] == hashlib.sha256(before + line[:-74]).hexdigest().encode()
        before = line[-66:-2]


def test_the_chain_never_changes() -> None:
    """Frozen (computed with sha256sum): recorded sessions depend on it."""
    line, sha = seal({"kind": "wargame-session", "format": 1, "name": "Übung"}, b"")
    assert sha == b"ee113684759ad2813a657014ae83fe5b5ea4a829377e44537762f728f01ac390"
    assert line == b'{"kind":"wargame-session","format":1,"name":"\xc3\x9cbung","sha":"%b"}\n' % sha
    assert seal({"n": 1}, sha)[1] == b"2b10fd74ef2f1809e73f27b6279b49a422aff76ad85ff5b46fe41ef07ae9936a"


TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def cleaned(value: Any) -> Any:
    """The value with each half of a surrogate pair replaced: what UTF-8 can hold of it."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, dict):
        return {cleaned(key): cleaned(inner) for key, inner in value.items()}
    return [cleaned(inner) for inner in value] if isinstance(value, list) else value


@given(st.dictionaries(TEXT.filter(lambda key: key != "sha"), VALUES, min_size=1, max_size=4))
@moderate(150)
def test_any_text_stays_on_one_line(line: dict[str, Any]) -> None:
    data, sha = seal(line, b"0" * 64)
    assert len(data.decode().splitlines()) == 1
    found, again = unseal(data.removesuffix(b"\n"), b"0" * 64)
    assert again == sha
    assert found == {**cleaned(line), "sha": sha.decode()}


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x9b", "\r", "\n", "\x0b", "\x00"])
def test_line_ends_in_a_text_come_back_as_they_were(mark: str) -> None:
    data, _ = seal({"note": f"a{mark}b"}, b"")
    assert mark not in data.decode().removesuffix("\n")
    assert json.loads(data)["note"] == f"a{mark}b"


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    note = json.loads(seal({"note": "a\ud83db\udc80 \ud83c\udca1"}, b"")[0])["note"]
    assert note == "a\ufffdb\ufffd \U0001f0a1"


@pytest.mark.parametrize(
    "bodies",
    [
        [b'{"a":[{"b":1', b'],"c":1', b'{"d":1},NaN,{"e":1'],
        [b'{"a":[{"b":1', b'],"c":1', b'{"d":1},"NaN",{"e":1'],
        [b'{"a":[{"b":1', b'1],"c":1'],
        [b'{"a":1},{"b":1', b'{"c":"NaN"'],
        [b'{"a":NaN', b'{"b":1'],
        [b'{"a":"\\', b'{"b":1'],
        [b'["b"', b'{"b":1'],
    ],
    ids=str,
)
def test_lines_that_are_json_only_together_are_damaged(tmp_path: Path, bodies: list[bytes]) -> None:
    data, sha = b"", b""
    for body in (b'{"kind":"wargame-session","format":1', *bodies):
        sha = hashlib.sha256(sha + body).hexdigest().encode()
        data += b'%b,"sha":"%b"}\n' % (body, sha)
    path = tmp_path / "together.jsonl"
    path.write_bytes(data)
    found = read_session(path)
    assert len(found.lines) == 1
    assert found.damaged == Damage(2, "is not JSON")

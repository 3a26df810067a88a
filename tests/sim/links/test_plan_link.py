"""A link holds the whole plan; whoever opens a bad one gets a sentence, at once."""

from __future__ import annotations

import base64
import json
import random
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import CostLine, Exact, Scenario, ScenarioError
from sim.links.plan_link import _SHARED, LONGEST, Link, decode, encode
from sim.plan.file import EXAMPLES, example, loads
from tests.sim.made_up import scenarios

KEPT = Path(__file__).parents[2] / "reference" / "links" / "v1.json"


def token_of(told: bytes) -> str:
    """A token with these bytes in it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=_SHARED)
    packed = packer.compress(told) + packer.flush()
    return "1" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def opened(token: str) -> Link | str:
    """The link, or the one line that says what is wrong with it."""
    try:
        return decode(token)
    except ScenarioError as told:
        return str(told) if len(str(told).splitlines()) == 1 else "more than a line"


def changed(**changes: object) -> str:
    """The token of an example with some of its document changed."""
    token = encode(example("regional"), 1)
    unpacker = zlib.decompressobj(-15, zdict=_SHARED)
    told = unpacker.decompress(base64.urlsafe_b64decode(token[1:] + "=" * (-len(token[1:]) % 4)))
    return token_of(json.dumps({**json.loads(told), **changes}).encode())


@given(scenarios(), st.integers(0, 2**63 - 1), st.sampled_from(["", *EXAMPLES]))
def test_a_plan_comes_out_of_its_link_as_it_went_in(
    scenario: Scenario, seed: int, start: str
) -> None:
    assert decode(encode(scenario, seed, start)) == Link(scenario, seed, start)


def test_a_pasted_name_in_a_link_has_plain_spaces() -> None:
    assert decode(changed(name="Ab\u00adiss\u00a0Gent")).scenario.name == "Abiss Gent"


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_link_stays_short_and_safe_in_an_address(name: str) -> None:
    plan = example(name)
    long = plan.costs + tuple(
        CostLine(f"Another line {at}", Exact(100.0 + at)) for at in range(15 - len(plan.costs))
    )
    token = encode(plan.with_(costs=long, yours=frozenset(plan.inputs)), 1, name)
    assert len(token) < 1500
    assert token.replace("-", "").replace("_", "").isalnum()
    assert token.isascii()


def test_the_longest_plan_that_there_can_be_has_a_link_that_opens() -> None:
    signs = random.Random(1)
    labels = [
        "".join(signs.choices("abcdefghijklmnopqrstuvwxyz0123456789 ", k=118)) for _ in range(200)
    ]
    costs = tuple(CostLine(f"x{label}x", Exact(signs.random() * 1e6)) for label in labels)
    plan = example("international").with_(costs=costs)
    assert decode(encode(plan, 2**63 - 1)).scenario == plan


def test_a_link_sent_long_ago_still_means_the_same() -> None:
    for kept in json.loads(KEPT.read_text("utf-8")):
        assert decode(kept["token"]) == Link(loads(kept["plan"]), kept["seed"], kept["start"])


def test_an_address_is_read_like_its_token() -> None:
    token = encode(example("own"), 5)
    assert decode(f"https://quitte.example/board?lang=nl&s={token}") == decode(token)
    with pytest.raises(ScenarioError, match="link_shown"):
        decode("https://quitte.example/board?p=abc")
    with pytest.raises(ScenarioError, match="link_broken"):
        decode("https://quitte.example/board?q=abc")


BROKEN = {
    "nothing": "",
    "garbage": "1!!!!",
    "no base64": "1" + "é" * 20,
    "words": "hello",
    "too long": "1" + "A" * LONGEST,
    "cut": encode(example("regional"), 1)[:-40],
    "more behind it": encode(example("regional"), 1) + "AAAA",
    "bomb": token_of(b" " * 50_000_000),
    "bomb of JSON": token_of(b'{"name":"' + b"a" * 50_000_000 + b'"}'),
    "deep": token_of(b"[" * 90_000),
    "deep plan": token_of(b'{"seed":1,"inputs":' + b'{"mix":' * 20_000 + b"}" * 20_000 + b"}"),
    "no object": token_of(b"[1]"),
    "not a number": token_of(b'{"seed":1,"inputs":{"visitors":NaN}}'),
    "endless": token_of(b'{"seed":1,"inputs":{"visitors":Infinity}}'),
    "5,000 digits": token_of(b'{"seed":1,"inputs":{"visitors":' + b"9" * 5000 + b"}}"),
    "10,000 cost lines": changed(costs=[{"label": "x", "amount": 1}] * 10_000),
    "no text": token_of(b"\xff\xfe\x00"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_link_is_one_sentence(name: str) -> None:
    with pytest.raises(ScenarioError) as told:
        decode(BROKEN[name])
    assert told.value.code == "link_broken"


WRONG = {
    "no plan": (token_of(b'{"seed":1}'), "missing"),
    "a newer form": ("2" + encode(example("own"), 1)[1:], "link_version"),
    "a negative seed": (changed(seed=-1), "not_seed"),
    "a seed of text": (changed(seed="1"), "not_seed"),
    "a huge number": (changed(inputs={"visitors": 1e999}), "link_broken"),
    "a share above 1": (changed(dependence=3), "above"),
    "an unknown key": (changed(inptus=1), "unknown"),
    "a name of two lines": (changed(name="a\nb"), "not_text_value"),
    "a name of 10,000 signs": (changed(name="a" * 10_000), "not_text_value"),
    "3,000 cost lines": (changed(costs=[{"label": "x", "amount": 1}] * 3_000), "too_many"),
    "costs that are none": (changed(costs=7), "not_list"),
    "a seed of 400 digits": (changed(seed=10**400), "not_seed"),
    "a key of 100,000 letters": (changed(**{"x" * 100_000: 1}), "unknown_key"),
    "a key of two lines": (changed(**{"q\n\nq": 1}), "unknown_key"),
    "evidence of numbers": (changed(evidence={"margin": 3}), "not_one_of"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_in_a_link_is_said(name: str) -> None:
    token, code = WRONG[name]
    with pytest.raises(ScenarioError) as told:
        decode(token)
    assert told.value.code == code
    assert len(told.value.place) < 200
    assert "\n" not in told.value.place


def test_a_script_in_a_name_stays_text() -> None:
    plan = example("own").with_(name="<script>alert(1)</script>")
    assert decode(encode(plan, 1)).scenario.name == plan.name


@pytest.mark.parametrize("name", ["bomb", "bomb of JSON", "deep", "deep plan"])
def test_a_hostile_link_costs_little_memory(name: str) -> None:
    tracemalloc.start()
    with pytest.raises(ScenarioError):
        decode(BROKEN[name])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20e6


@given(st.binary(max_size=400))
def test_any_bytes_give_a_plan_or_a_sentence(content: bytes) -> None:
    for token in (token_of(content), "1" + base64.urlsafe_b64encode(content).decode()):
        assert opened(token) != "no sentence"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda part: (
        st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=10), part, max_size=4)
    ),
    max_leaves=12,
)
KEYS = ["name", "inputs", "costs", "dependence", "currency", "goal", "hurdle", "evidence", "yours",
        "seed", "start"]  # fmt: skip


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_any_content_gives_a_plan_or_a_sentence(document: dict[str, object]) -> None:
    found = opened(changed(**document))
    assert found != "no sentence"
    if isinstance(found, Link):
        assert decode(encode(found.scenario, found.seed, found.start)) == found

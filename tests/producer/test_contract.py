"""The one declaration of the actions: what it takes, what it refuses, what it sends."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from producer.contract import (
    ACTIONS,
    LYRICS_LIMIT,
    PROMPT_LIMIT,
    Answer,
    Cover,
    Extend,
    Generation,
    Hooked,
    Lyrics,
    Model,
    Music,
    OnSong,
    Replace,
    Request,
    Swap,
    Upload,
    Variation,
)

_CONTROL = [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))]
_ALLOWED = st.characters(exclude_categories=["Cs"], exclude_characters=[sign for sign in _CONTROL if sign not in "\t\n\r"])
_WORDS = st.text(_ALLOWED, max_size=40)
_FILLED = _WORDS.filter(str.strip)
_NUMBERS = {
    "weirdness": st.floats(0, 1),
    "lyrics_strength": st.floats(0, 1),
    "sound_strength": st.floats(0.2, 1),
    "cover_strength": st.floats(0.2, 1),
    "starts": st.floats(0, 400),
    "ends": st.floats(401, 999),
}
_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "sound_prompt": _FILLED,
    "lyrics_text": _WORDS,
    "prompt": _FILLED,
    "music_id": _FILLED,
    "title": _WORDS,
    "seed": _WORDS,
    "mv": st.sampled_from([m.value for m in Model if m is not Model.LYRIA_3]),
    "instrumental": st.booleans(),
    "is_storage": st.booleans(),
    "cover_art_url": st.just("https://pictures.example/a.png"),
    "audio_url": st.just("https://sounds.example/a.mp3"),
    "hook_url": st.just("https://studio.example/hooks/a"),
    "format": st.sampled_from(["wav", "mp3"]),
    "preset": st.sampled_from(["modern", "player", "simple"]),
    **_NUMBERS,
}


def _is_needed(model: type[Request], name: str) -> bool:
    return model.model_fields[name].is_required() or name == "sound_prompt"


@st.composite
def requests(draw: st.DrawFn) -> tuple[type[Request], dict[str, Any]]:
    """Any action with any valid choice of its fields."""
    model = draw(st.sampled_from(list(ACTIONS.values())))
    chosen = {name for name in model.model_fields if _is_needed(model, name) or draw(st.booleans())}
    return model, {name: draw(_FIELDS[name]) for name in sorted(chosen)}


@given(requests())
def test_every_valid_request_is_sent_as_it_was_given_and_is_read_back_the_same(case: tuple[type[Request], dict[str, Any]]):
    model, given_fields = case
    request = model(**given_fields)
    sent = json.loads(json.dumps(request.body))
    assert {name: sent[name] for name in given_fields} == given_fields
    assert set(sent) - set(given_fields) <= model.always_sent
    assert model.model_validate_json(json.dumps(sent)).body == sent


@given(
    st.sampled_from(list(ACTIONS.values())),
    st.dictionaries(st.sampled_from([*_FIELDS, "surprise"]), st.from_type(type(None)) | st.text() | st.floats()),
)
def test_any_input_is_a_request_or_a_validation_error(model: type[Request], fields: dict[str, Any]):
    try:
        json.dumps(model(**fields).body, allow_nan=False).encode()
    except ValidationError:
        return


def test_the_thirteen_endpoints_are_twelve_actions_and_fetch():
    assert set(ACTIONS) == {
        "music", "lyrics", "extend", "cover", "variation", "replace", "vocals-swap", "instrumentals-swap",
        "stems", "download", "upload", "generate-video",
    }  # fmt: skip
    assert {name for name, model in ACTIONS.items() if model.answer is Answer.AT_ONCE} == {"lyrics", "generate-video"}
    assert {name for name, model in ACTIONS.items() if model.price_class is None} == {"upload", "generate-video"}
    assert {name for name, model in ACTIONS.items() if not issubclass(model, Hooked)} == {"lyrics", "download", "generate-video"}


@pytest.mark.parametrize("model", ACTIONS.values(), ids=list(ACTIONS))
def test_every_field_has_a_title_a_description_and_a_test_strategy(model: type[Request]):
    assert model.summary
    for name, field in model.model_fields.items():
        assert field.title, name
        assert field.description, name
        assert name in _FIELDS


@pytest.mark.parametrize("model", [m for m in ACTIONS.values() if issubclass(m, Generation)])
@pytest.mark.parametrize("blank", ["", "  ", "\n\t"])
def test_both_prompts_empty_is_refused_with_what_to_do(model: type[Generation], blank: str):
    song = {"music_id": "m"} if issubclass(model, OnSong) else {}
    with pytest.raises(ValidationError, match="say what it should sound like, or write words"):
        model.model_validate({"sound_prompt": blank, "lyrics_text": blank, **song})


@pytest.mark.parametrize("number", [-0.01, 1.01, float("nan"), float("inf"), float("-inf"), "0.5", True, None, [0.5]])
@pytest.mark.parametrize("name", ["lyrics_strength", "sound_strength", "weirdness"])
def test_a_strength_that_is_no_number_in_range_is_refused(name: str, number: Any):
    with pytest.raises(ValidationError, match=name):
        Music.model_validate({"sound_prompt": "rain", name: number})


def test_the_weakest_sound_and_cover_are_a_fifth():
    assert Music(sound_prompt="rain", sound_strength=0.2).sound_strength == 0.2
    for name in ("sound_strength", "cover_strength"):
        with pytest.raises(ValidationError, match=name):
            ACTIONS["vocals-swap"].model_validate({"music_id": "m", "sound_prompt": "rain", name: 0.19})


@pytest.mark.parametrize("mv", ["FUZZ-3.0", "fuzz-2.0", "", "FUZZ-2.0 ", 2.0, None])
def test_an_unknown_model_is_refused(mv: Any):
    with pytest.raises(ValidationError, match="mv"):
        Music.model_validate({"sound_prompt": "rain", "mv": mv})


def test_lyria_makes_new_songs_and_is_refused_for_covers_and_swaps():
    assert Music(sound_prompt="rain", mv=Model.LYRIA_3).body["mv"] == "Lyria 3 preview"
    for action in ("cover", "vocals-swap", "instrumentals-swap"):
        with pytest.raises(ValidationError, match="does not take the model Lyria 3 preview"):
            ACTIONS[action].model_validate({"music_id": "m", "sound_prompt": "rain", "mv": "Lyria 3 preview"})


@pytest.mark.parametrize("name", ["sound_prompt", "lyrics_text"])
def test_a_prompt_of_fifty_thousand_characters_is_refused_and_one_at_the_limit_is_not(name: str):
    limit = {"sound_prompt": PROMPT_LIMIT, "lyrics_text": LYRICS_LIMIT}[name]
    with pytest.raises(ValidationError, match=f"at most {limit} characters"):
        Music.model_validate({name: "a" * 50_000})
    assert Music.model_validate({name: "a" * limit})


@pytest.mark.parametrize("text", ["🎹 rain", "موسيقى هادئة", "שיר שקט", "雨の歌", "a\u200db", "two\nlines\tand a tab", "e\u0301"])
def test_emoji_and_every_script_go_through_unchanged(text: str):
    assert Music(sound_prompt=text, lyrics_text=text).body == {"sound_prompt": text, "lyrics_text": text}


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x1b", "\x7f", "\x85", "\x9f", "\ud800"])
def test_a_control_character_is_refused_with_its_place(sign: str):
    with pytest.raises(ValidationError, match=r"character 5 is an invisible control character|unicode|surrogates"):
        Music(sound_prompt=f"rain{sign}")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "//a.example/b", "https://", "https:///a", "https://a b", "a.example"]
)
def test_only_web_addresses_are_taken(url: str):
    with pytest.raises(ValidationError, match="a web address begins with"):
        Upload(audio_url=url)


@pytest.mark.parametrize("blank", ["", " ", "\n"])
def test_a_song_or_subject_of_blanks_is_refused(blank: str):
    with pytest.raises(ValidationError):
        Variation(music_id=blank)
    with pytest.raises(ValidationError):
        Lyrics(prompt=blank)


def test_a_replaced_part_ends_after_it_starts():
    assert Replace(music_id="m", sound_prompt="rain").body == {"music_id": "m", "sound_prompt": "rain", "lyrics_text": ""}
    for part in ({"starts": 5.0, "ends": 5.0}, {"starts": 5.0, "ends": 4.0}, {"ends": 0.0}):
        with pytest.raises(ValidationError, match="ends must be later than starts"):
            Replace.model_validate({"music_id": "m", "sound_prompt": "rain", **part})


def test_what_the_page_flags_as_required_is_always_sent():
    assert Music(lyrics_text="la").body == {"sound_prompt": "", "lyrics_text": "la"}
    assert Extend(music_id="m", sound_prompt="rain").body["starts"] == 30.0


def test_the_swaps_have_defaults_of_their_own():
    for name, model in ACTIONS.items():
        if issubclass(model, Generation):
            expected = 0.7 if issubclass(model, Swap) else 0.5
            assert (name, model.model_fields["lyrics_strength"].default, model.model_fields["sound_strength"].default) == (
                name,
                expected,
                expected,
            )
    assert "cover_strength" not in Cover.model_fields


def test_the_lengths_of_the_models_are_those_of_the_contract():
    assert {m.value: m.seconds // 60 for m in Model} == {
        "FUZZ-2.0 Pro": 8, "FUZZ-2.0": 8, "FUZZ-2.0 Raw": 8, "FUZZ-1.1 Pro": 4, "FUZZ-1.0 Pro": 4, "FUZZ-1.1": 4,
        "FUZZ-1.0": 2, "FUZZ-0.8": 2, "Lyria 3 preview": 3,
    }  # fmt: skip

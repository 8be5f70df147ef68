"""The one declaration of every action of the Producer API.

From these models come the client's encoding, the dashboard's forms and pre-flight checks, the engine's
validation and its OpenAPI page, the table in the docs and the tests' strategies. A parameter is added here only.
Source: the provider's page, read as docs/contract.md says.
"""

import re
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

#: Limits of ours, where the provider names none: what a person types fits, what breaks a form does not.
PROMPT_LIMIT = 5_000
LYRICS_LIMIT = 20_000

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def _plain(text: str) -> str:
    """Refuse control characters and lone surrogates: no provider sings them, and they break logs and tags."""
    if found := _FORBIDDEN.search(text):
        place, code = found.start() + 1, ord(found.group())
        raise ValueError(f"character {place} is an invisible control character (U+{code:04X}); delete it")
    return text


def _url(text: str) -> str:
    if text and not re.fullmatch(r"(?i)https?://[^\s/]\S*", text):
        raise ValueError("a web address begins with https:// or http:// and holds no blanks")
    return text


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("this holds nothing but blanks")
    return text


Text = Annotated[str, AfterValidator(_plain)]
Filled = Annotated[Text, AfterValidator(_filled)]
Url = Annotated[str, Field(max_length=2_000), AfterValidator(_plain), AfterValidator(_url)]


class Model(StrEnum):
    """The provider's models, by the names that the field `mv` takes."""

    FUZZ_2_0_PRO = "FUZZ-2.0 Pro"
    FUZZ_2_0 = "FUZZ-2.0"
    FUZZ_2_0_RAW = "FUZZ-2.0 Raw"
    FUZZ_1_1_PRO = "FUZZ-1.1 Pro"
    FUZZ_1_0_PRO = "FUZZ-1.0 Pro"
    FUZZ_1_0 = "FUZZ-1.0"
    FUZZ_1_1 = "FUZZ-1.1"
    FUZZ_0_8 = "FUZZ-0.8"
    LYRIA_3 = "Lyria 3 preview"

    @property
    def seconds(self) -> int:
        """The longest song that this model makes, in seconds."""
        return 60 * _MINUTES[self]


_MINUTES = {
    Model.FUZZ_2_0_PRO: 8,
    Model.FUZZ_2_0: 8,
    Model.FUZZ_2_0_RAW: 8,
    Model.FUZZ_1_1_PRO: 4,
    Model.FUZZ_1_0_PRO: 4,
    Model.FUZZ_1_1: 4,
    Model.LYRIA_3: 3,
    Model.FUZZ_1_0: 2,
    Model.FUZZ_0_8: 2,
}


class Answer(StrEnum):
    """How an action answers."""

    JOB = "job"
    AT_ONCE = "at once"


def _share(default: float, least: float, title: str, help: str) -> Any:
    return Field(default=default, ge=least, le=1, title=title, description=help)


class Request(BaseModel):
    """What every action has: strict JSON types, no unknown fields, finite numbers."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False, protected_namespaces=())

    action: ClassVar[str]
    answer: ClassVar[Answer] = Answer.JOB
    #: What a job of this kind is charged as: its price is learned by this name. None is free.
    price_class: ClassVar[str | None]
    #: One line: what the action does.
    summary: ClassVar[str]
    #: Fields that the provider's page flags as required although they have a default: they are always sent.
    always_sent: ClassVar[frozenset[str]] = frozenset()

    @property
    def body(self) -> dict[str, Any]:
        """The JSON object to send: what was set and what is always sent, in the contract's own names."""
        return self.model_dump(mode="json", include=self.model_fields_set | self.always_sent, exclude_none=True)


class Hooked(Request):
    """An action that calls back when its job ends."""

    hook_url: Url | None = Field(
        default=None, title="Callback address", description="Gets a POST with fetch's body when the job succeeds or fails."
    )


class Stored(Hooked):
    """An action whose song the provider can be asked to keep."""

    is_storage: bool = Field(default=False, title="Provider keeps a copy", description="Asks the provider to store a copy of its own.")


class Generation(Stored):
    """The fields M of the contract, shared by everything that makes new music."""

    always_sent = frozenset({"sound_prompt", "lyrics_text"})

    sound_prompt: Text = Field(
        default="", max_length=PROMPT_LIMIT, title="Sound", description="A mood, a style, a tempo, some instruments."
    )
    lyrics_text: Text = Field(
        default="", max_length=LYRICS_LIMIT, title="Words", description="The lyrics, with sections such as [Verse 1] and [Chorus]."
    )
    instrumental: bool = Field(default=False, title="Instrumental", description="Music without words; lyrics are then ignored.")
    mv: Annotated[Model, Field(strict=False)] = Field(
        default=Model.FUZZ_2_0, title="Model", description="The model that makes the song."
    )
    title: Text = Field(default="", max_length=200, title="Title", description="Found for you where it is left empty.")
    cover_art_url: Url = Field(default="", title="Cover picture", description="The web address of a picture.")
    seed: Text = Field(
        default="",
        max_length=100,
        title="Seed",
        description="The same seed and settings give a similar song; drawn where it is left empty.",
    )
    lyrics_strength: float = _share(0.5, 0, "Follow the words", "0 to 0.3 loose, 0.4 to 0.6 balanced, 0.7 to 1 strict.")
    sound_strength: float = _share(0.5, 0.2, "Follow the sound", "0.2 to 0.3 loose, 0.4 to 0.6 balanced, 0.7 to 1 strict.")
    weirdness: float = _share(0.5, 0, "Weirdness", "0 to 0.3 conventional, 0.4 to 0.6 balanced, 0.7 to 1 experimental.")

    #: Models that this action does not take.
    refused_models: ClassVar[frozenset[Model]] = frozenset()

    @model_validator(mode="after")
    def _has_something_to_go_by(self) -> Self:
        if not (self.sound_prompt.strip() or self.lyrics_text.strip()):
            raise ValueError("sound_prompt and lyrics_text are both empty: say what it should sound like, or write words")
        return self

    @model_validator(mode="after")
    def _model_is_taken(self) -> Self:
        if self.mv in self.refused_models:
            raise ValueError(f"{self.action} does not take the model {self.mv}")
        return self


class OnSong(Request):
    """An action on a finished song."""

    music_id: Filled = Field(min_length=1, max_length=200, title="Song", description="The musicId of a finished song with audio.")


class Swap(OnSong, Generation):
    """One half of a song anew, over the other half."""

    price_class: ClassVar[str | None] = "swap"
    refused_models = frozenset({Model.LYRIA_3})

    lyrics_strength: float = _share(0.7, 0, "Follow the words", "0 to 0.3 loose, 0.4 to 0.6 balanced, 0.7 to 1 strict.")
    sound_strength: float = _share(0.7, 0.2, "Follow the sound", "0.2 to 0.3 loose, 0.4 to 0.6 balanced, 0.7 to 1 strict.")
    cover_strength: float = _share(1, 0.2, "Change", "0.2 to 0.5 subtle, 0.9 to 1 dramatic.")


class Music(Generation):
    action = "music"
    price_class = "music"
    summary = "One new song from a prompt, lyrics, or both."


class Lyrics(Request):
    action = "lyrics"
    answer = Answer.AT_ONCE
    price_class = "lyrics"
    summary = "Lyrics from a prompt."

    prompt: Filled = Field(min_length=1, max_length=PROMPT_LIMIT, title="Subject", description="What the words are about.")


class Extend(OnSong, Generation):
    action = "extend"
    price_class = "extend"
    summary = "Continue a song from a second on."
    always_sent = Generation.always_sent | {"starts"}

    starts: float = Field(default=30.0, ge=0, title="From", description="The second of the parent from which the song goes on.")


class Cover(OnSong, Generation):
    action = "cover"
    price_class = "cover"
    summary = "The same song anew in another style."
    refused_models = frozenset({Model.LYRIA_3})


class Variation(OnSong, Stored):
    action = "variation"
    price_class = "variation"
    summary = "A similar new song from the parent's seed."


class Replace(OnSong, Generation):
    action = "replace"
    price_class = "replace"
    summary = "Make a part of a song anew."

    starts: float | None = Field(
        default=None, ge=0, title="From", description="The second where the new part begins; the song's beginning where it is left out."
    )
    ends: float | None = Field(
        default=None, ge=0, title="To", description="The second where the new part ends; the song's end where it is left out."
    )

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.ends is not None and self.ends <= (self.starts or 0):
            raise ValueError("ends must be later than starts")
        return self


class VocalsSwap(Swap):
    action = "vocals-swap"
    summary = "Other vocals over the same accompaniment."


class InstrumentalsSwap(Swap):
    action = "instrumentals-swap"
    summary = "Another accompaniment under the same vocals."


class Stems(OnSong, Hooked):
    action = "stems"
    price_class = "stems"
    summary = "Split a song into its parts."


class Download(OnSong):
    action = "download"
    price_class = "download"
    summary = "The song as a file of a format."

    format: Literal["wav", "mp3"] = Field(title="Format", description="wav or mp3.")


class Upload(Hooked):
    action = "upload"
    price_class = None
    summary = "Bring in audio of one's own."

    audio_url: Url = Field(min_length=1, title="Audio address", description="The web address of an audio file.")


class GenerateVideo(OnSong):
    action = "generate-video"
    answer = Answer.AT_ONCE
    price_class = None
    summary = "A video of the song."

    preset: Literal["modern", "player", "simple"] = Field(default="simple", title="Look", description="modern, player or simple.")


ACTIONS: dict[str, type[Request]] = {
    model.action: model
    for model in (
        *(Music, Lyrics, Extend, Cover, Variation, Replace),
        *(VocalsSwap, InstrumentalsSwap, Stems, Download, Upload, GenerateVideo),
    )
}
"""Every action by its name, which is also its path's last word. All are POSTed; the thirteenth endpoint is FETCH."""

FETCH = "fetch"
"""GET /fetch?jobId=: a job's state, for free."""

"""A prompt → what its song is about: worlds, mood, manner, and the names and nouns that have to be sung."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from engine.lyricist.material import World, worlds
from engine.lyricist.names import (
    BREAKS,
    MANNERS,
    MOOD_WORDS,
    NO_NAMES,
    PEOPLE,
    PLACES,
    SONG_WORDS,
    SUNG_ALL_THE_SAME,
    TRANSLATED,
    UNSUNG,
    age,
)
from engine.styles.words import INSTRUMENT_WORDS, STYLE_WORDS

#: What is read of a prompt, in characters: its subject stands at the beginning.
_READ = 2_000
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COPIED = re.compile(r"\b(?:in the style of|inspired by|in the vein of|reminiscent of|sounds? like|à la|a la)\b[^.,;!?\n]*", re.I)
_ABOUT = re.compile(
    r"\b(?:about|celebrating|dedicated to|in honou?r of|called|named|titled|on the (?:subject|topic) of|tribute to)\b", re.I
)
_CALLED = re.compile(r"\b(app|product|company|brand|startup|start-up|team|band|café|cafe|bakery|shop|store|tool|service|game|launch of|"
                     r"platform|restaurant|bar|school|club|project|software|agency|studio|robot|boat|ship)\b[^.;\n]{0,12}?"
                     r"(?:(?:\bcalled|\bnamed)\s+|[\"“:]\s*)?[\"“]?([A-Z][\w]*[a-z]\w*(?: [A-Z][a-z]+)?)")  # fmt: skip
_LAUNCHED = re.compile(r"\b(?:launch(?:ing)?(?: of)?|introducing|meet)\s+[\"“]?([A-Z]\w*[a-z]\w*(?: [A-Z][a-z]+)?)")
_PERSON = re.compile(r"\b(?:for|about|to|with|dear|named|called|love|miss|missing|loves|and|remember|brother|sister|son|daughter|wife|"
                     r"husband|friend|dog|cat|baby|mother|father|grandmother|grandfather|boyfriend|girlfriend|colleague|boss|teacher|"
                     r"puppy|kitten|horse)\s+\"?([A-Z][a-zà-öø-ÿ]+)\b(?!['’]?s?\s+[A-Z])")  # fmt: skip
_OWNER = re.compile(r"\b([A-Z][a-zà-öø-ÿ]+)['’]s\b")
_SOMEWHERE = re.compile(r"\b(?:in|at|from|near|leaving|visiting|around|through|over|of|to|outside|across|back in)\s+"
                        r"((?:[A-Z][a-zà-öø-ÿ]+)(?: [A-Z][a-zà-öø-ÿ]+)?)")  # fmt: skip
#: What is said of a thing is no thing.
_QUALITIES = frozenset({"old", "young", "lost", "broken", "little", "driving", "simple", "first", "last"})
_FEASTS = frozenset({"christmas", "halloween", "easter", "thanksgiving", "hanukkah"})
#: Love that is no subject: "we love our bakery".
_LIKED = re.compile(r"\b(?:i|we|you|they|who|people|everyone|everybody) (?:really |just |all )?loves?\b")
_OWNED = re.compile(r"\b(my|our|the|an?|this|his|her|their)\s+", re.I)


@dataclass(frozen=True)
class Brief:
    """What a song is to say."""

    #: Names of worlds, the likeliest first; empty where the prompt has no subject.
    worlds: tuple[str, ...]
    #: "sad", "angry", "tender", "funny", "bright" or "".
    mood: str
    #: "rap", "club", "story" or "".
    manner: str
    #: What fills the slots of the material: "name", "place", "brand", "thing", "the thing", "age".
    facts: dict[str, str]
    #: The thing's word, if it need not be named as a thing where the song says it anyhow.
    spare: str = ""


def read(prompt: str) -> Brief:
    """The Brief of anything that a person may type."""
    text = _clean(prompt)
    small = text.lower()
    told = f"{small} {' '.join(english for word, english in TRANSLATED.items() if _says(small, word))}"
    mood = _mood(told)
    manner = next((name for name, words in MANNERS.items() if any(_says(told, word) for word in words)), "")
    facts = _facts(text)
    found = _worlds(_LIKED.sub(" ", told))
    if "brand" in facts and "team" in found:
        found.sort(key=lambda name: name != "team")
    spare = _spare(facts, found, bool(_ABOUT.search(text)))
    if not found:
        found = next(([world] for fact, world in (("thing", "thing"), ("name", "friends"), ("place", "city")) if fact in facts), [])
    return Brief(tuple(found), mood, manner, facts, spare)


def _spare(facts: dict[str, str], found: list[str], said: bool) -> str:
    """A thing's word that the worlds may sing of anyhow: "summer", "taxes". What they all speak of without the word ("love") is dropped."""
    words = facts.get("thing", "").lower().split()
    if not words:
        return ""
    known = {trigger for name in found for trigger in worlds()[name].triggers}
    felt = {trigger for name in found if worlds()[name].kind == "feeling" for trigger in worlds()[name].triggers}
    owned = facts.get("the thing", "").startswith(("my ", "our "))
    bare = facts.get("the thing") == facts.get("thing")
    aside = bare and not said and bool(found) and (len(words) > 1 or _known(words[-1], felt))
    if "brand" in facts or aside or (not owned and not bare and _known(words[-1], felt)):
        del facts["thing"], facts["the thing"]
        return ""
    return words[-1].removesuffix("s") if not owned and all(_known(word, known) for word in words) else ""


def _known(word: str, triggers: set[str]) -> bool:
    return word in triggers or word.removesuffix("s") in triggers


def _clean(prompt: str) -> str:
    """Plain text: no control characters, markup, addresses, tags or pictures, and shouting made small."""
    text = unicodedata.normalize("NFKC", prompt[:_READ])
    text = re.sub(r"https?://\S+|www\.\S+|\S+@\S+|[\[【(（][^\])）】\n]{0,60}[\]】)）]", " ", text)
    text = "".join(letter if letter.isprintable() and unicodedata.category(letter)[0] not in "SC" else " " for letter in text)
    text = re.sub(r"\s+", " ", re.sub(r"[*_#`~<>|\\/{}=]+", " ", text.replace("’", "'"))).strip()
    letters = [letter for letter in text if letter.isalpha()]
    if letters and sum(letter.isupper() for letter in letters) > 0.6 * len(letters) and len(letters) > 8:
        text = text.lower()
    return _COPIED.sub(" ", text)


def _says(small: str, phrase: str) -> bool:
    return phrase in small and (not phrase.isascii() or bool(_whole(phrase).search(small)))


@cache
def _whole(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){re.escape(phrase)}(?:'s|s|es)?(?![a-z])")


def _mood(small: str) -> str:
    counts = {mood: sum(_says(small, word) for word in words) for mood, words in MOOD_WORDS.items()}
    return max(counts, key=lambda mood: counts[mood]) if any(counts.values()) else ""


def _worlds(small: str) -> list[str]:
    """Worlds that the words mean, the strongest first; what stands after "about" counts most."""
    match = _ABOUT.search(small)
    core = re.split(r"[.;\n]", small[match.end() :])[0] if match else ""
    scores = {world.name: _score(world, small, core) for world in worlds().values() if world.triggers}
    first = {name: min((small.find(word) for word in worlds()[name].triggers if _says(small, word)), default=0) for name in scores}
    return sorted((name for name, score in scores.items() if score > 0), key=lambda name: (-scores[name], first[name]))


def _score(world: World, small: str, core: str) -> float:
    found = [trigger for trigger in world.triggers if _says(small, trigger)]
    return sum(world.triggers[word] * (1 + 0.3 * word.count(" ")) * (3.0 if core and _says(core, word) else 1.0) for word in found)


def _facts(text: str) -> dict[str, str]:
    """Names and nouns that have to be sung."""
    facts: dict[str, str] = {}
    if place := _place(text):
        facts["place"] = place
    if brand := _brand(text, place):
        facts["brand"] = brand
    if name := _person(text, {place, brand}):
        facts["name"] = name
    determiner, thing = _thing(text, {word.lower() for word in (place, brand, name) if word})
    if thing and not (name and re.search(rf"{re.escape(thing)},? {name}\b", text)):
        facts["thing"] = thing
        facts["the thing"] = f"{determiner} {thing}".strip()
    if match := re.search(r"\b(\d{1,3})(?:st|nd|rd|th)? (?:birthday|years? old)|\bturn(?:s|ing)? (\d{1,3})\b", text.lower()):
        years = age(int(match.group(1) or match.group(2)))
        facts |= {"age": years} if years else {}
    return facts


def sung(word: str) -> bool:
    """Whether a word of a prompt may stand in a song."""
    return not any(part.startswith(UNSUNG) and part not in SUNG_ALL_THE_SAME for part in re.findall(r"[a-z]+", word.lower()))


def _usable(name: str) -> bool:
    return sung(name) and 2 <= len(name) <= 18 and name.lower() not in NO_NAMES | SONG_WORDS


def _place(text: str) -> str:
    small = text.lower()
    known = [place for place in PLACES if _says(small, place) and (place != "nice" or "in Nice" in text)]
    if known:
        return max(known, key=lambda place: (len(place), place)).title().replace(" De ", " de ")
    found = (match.group(1) for match in _SOMEWHERE.finditer(text))
    return next((name for name in found if _usable(name) and name.split()[0].lower() not in PEOPLE | NO_NAMES), "")


def _brand(text: str, place: str) -> str:
    found = [match.group(match.lastindex or 1) for pattern in (_CALLED, _LAUNCHED) for match in pattern.finditer(text)]
    return next((name for name in found if _usable(name) and name != place and name.lower() not in PEOPLE), "")


def _person(text: str, taken: set[str]) -> str:
    found = [match.group(1) for match in _OWNER.finditer(text)]
    found += [match.group(1) for match in _PERSON.finditer(text) if _ends(text[match.end() :])]
    found += [word.capitalize() for word in _WORD.findall(text.lower()) if word.removesuffix("'s") in PEOPLE]
    found = [name.removesuffix("'s") for name in found]
    return next((name for name in found if _usable(name) and not any(name in other.split() for other in taken)), "")


def _ends(rest: str) -> bool:
    """Whether a name ends here: "Anna", "Anna who …", and not "Norwegian moose"."""
    words = _WORD.findall(rest)
    return not words or not rest[:1].isspace() or words[0].lower() in BREAKS


def _thing(text: str, names: set[str]) -> tuple[str, str]:
    """(determiner, noun) of what the song is about: "our", "bakery"; an owned noun after "about" first, then any, then a bare one."""
    match = _ABOUT.search(text)
    core = re.split(r"[.;,\n]", text[match.end() :])[0] if match else ""
    for part in (core, text):
        for owned in _OWNED.finditer(part):
            if not part[: owned.start()].lower().endswith("with ") and (phrase := _phrase(part[owned.end() :], names)):
                determiner = owned.group(1).lower()
                return ("the" if determiner not in {"my", "our"} else determiner), phrase
        if part is core and (phrase := _phrase(core.strip(), names)):
            return "", phrase
    for part in re.split(r"[.;,:!?]|\bfor\b", text):
        phrase = "" if match else _phrase(part.strip(), names)
        if phrase and not any(_is_sound(word) for word in phrase.split()):  # "driving rock" is how it sounds
            return ("" if phrase.endswith("s") else "the"), phrase
    return "", ""


def _phrase(text: str, names: set[str]) -> str:
    """The noun phrase at a text's beginning, at most three words; "" where there is none that can be sung."""
    words: list[str] = []
    for token in re.split(r" +", text.strip())[:6]:
        word = token.strip(".,;:!?\"'“”-")
        bare = word.lower().removesuffix("'s")
        verb = bool(words) and bare.endswith(("ing", "ed")) and len(bare) > 5
        if not _WORD.fullmatch(word) or word.lower() in BREAKS or bare in names or verb:
            break
        words.append(word)
        if token[-1] in ".,;:!?" or len(words) == 4:
            break
    while words and (words[0].lower() in SONG_WORDS or _is_sound(words[0])):
        words.pop(0)
    while words and (words[-1].lower() in SONG_WORDS | {"love", "birthday"} or words[-1].lower().endswith(("ly", "'s"))):
        words.pop()
    phrase = " ".join(word.title() if word.lower() in _FEASTS else word if not word.isupper() else word.lower() for word in words[-3:])
    gerund = len(words) == 1 and words[0].lower().endswith("ing") and len(words[0]) > 6
    vague = gerund or phrase in _QUALITIES or _is_sound(phrase)
    good = phrase.isascii() and sung(phrase) and 3 <= len(phrase) <= 28 and not vague
    return phrase if good else ""


@cache
def _sounds() -> frozenset[str]:
    styles = {word for words in STYLE_WORDS.values() for word in words}
    moods = {word for words in MOOD_WORDS.values() for word in words}
    return frozenset(
        {*styles, *moods, *INSTRUMENT_WORDS} - {"love", "children", "kids", "adventure", "western", "country", "jungle", "son"}
    )


def _is_sound(phrase: str) -> bool:
    return phrase.lower().replace("-", " ") in _sounds()

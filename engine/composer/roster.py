"""Who plays: the style's players, changed by the instruments that the prompt names or does not want."""

from dataclasses import dataclass, replace

import numpy as np

from engine.composer.ranges import BASSES, GUITARS, KEYS, KITS, PADS
from engine.composer.seeds import Seeds
from engine.score import Spec
from engine.styles.model import Answer, Arp, Bass, Comp, Counter, Double, Drums, Layer, Mix, Pad, Riser, Style, Tune


@dataclass(frozen=True)
class Player:
    layer: Layer
    instrument: str


_BROKEN = Arp({"*": ("b-2-3-2-B-2-4-2-", "b-3-2-4-b-3-2-4-", "b-2-4-3-5-3-4-2-")}, low=52, high=72, ringing=True)
#: One player's accompaniment from quiet to full: (least, most energy) and how it breaks the chord.
_GROWING = (
    ((0.0, 0.42), Arp({"*": ("b---3---2---3---", "b-----3-4---2---", "b---2---4-------")}, low=52, high=72, ringing=True)),
    ((0.421, 0.72), _BROKEN),
    ((0.721, 1.01), Arp({"*": ("b23423B23424b343", "b-34B-34b-35B-43", "b3B34353b3B34353")}, low=52, high=74, ringing=True)),
)
_CHORDS = Comp({"*": ("X---x---X---x---", "X-----x-----x---", "X---..x-x---..x-")}, low=52, high=74, spread_ms=8)
_STRUMMED = Comp({"*": ("X---x-x---x-x-x-", "X---X-x-..x-X-x-")}, low=45, high=70, voices=5, spread_ms=22, strum=True)
_SUNG = Tune({"*": ("a b a' c=", "a a b c="), "intro": (". a",), "verse": ("a . a' b=", "a b a c=")})
_HEARD_IN_ALL = {"enters": 0.0, "leaves": 1.01, "only": (), "chance": 1.0}


def roster(style: Style, spec: Spec, seeds: Seeds) -> tuple[Player, ...]:
    """The players in the style's order; what the prompt names surely plays, what it does not want surely does not."""
    layers = list(style.layers)
    named = [name for name in spec.instruments if name not in spec.without]
    placed: list[Player | None] = [None] * len(layers)
    added: list[Player] = []
    for name in named:
        for place in _places(name, layers, placed):
            placed[place] = Player(_kept(layers[place], name), name)
        if not any(player and player.instrument == name for player in placed):
            added.append(Player(_added(name, style), name))
    others = [] if spec.only else [place for place, player in enumerate(placed) if player is None]
    leading = {player.instrument for player in placed if player and isinstance(player.layer.play, Tune)}
    for place in others:
        placed[place] = player = _usual(layers[place], spec, leading, seeds.at("roster", place))
        leading |= {player.instrument} if player and isinstance(player.layer.play, Tune | Answer) else set()
    cast = [player for player in placed if player] + added
    return tuple(_alone(cast, named, style) if spec.only and named else cast)


def _places(name: str, layers: list[Layer], placed: list[Player | None]) -> list[int]:
    """The layers that a named instrument takes over: those it is at home in, else all leads, else the first of its family."""
    free = [place for place, player in enumerate(placed) if player is None and not isinstance(layers[place].play, Riser)]
    at_home = [place for place in free if name in layers[place].instruments]
    if at_home:
        return at_home[:1] if not isinstance(layers[at_home[0]].play, Drums | Bass | Tune) else at_home
    family = _family(name)
    if family == "lead":
        return [place for place in free if isinstance(layers[place].play, Tune)]
    return [place for place in free if layers[place].role == family][: None if family in ("bass", "drums") else 1]


def _family(name: str) -> str:
    for family, names in (("drums", KITS), ("bass", BASSES), ("keys", KEYS), ("guitar", GUITARS), ("pad", PADS)):
        if name in names:
            return family
    return "lead"


def _kept(layer: Layer, name: str) -> Layer:
    """A named player is heard from the second section on, whatever the style thought."""
    play = layer.play
    if isinstance(play, Comp) and not play.power and name in GUITARS and layer.role != "guitar":
        play = _STRUMMED
    only = () if isinstance(play, Pad | Comp | Arp | Counter) else layer.only
    return replace(layer, chance=1.0, enters=min(layer.enters, 0.4), leaves=1.01, only=only, play=play)


def _added(name: str, style: Style) -> Layer:
    """A player that the style has no place for."""
    family = _family(name)
    if family == "drums":
        return Layer(
            "drums",
            (name,),
            Drums({"*": ("K:X.......x....... S:....X.......X... H:x.x.x.x.x.x.x.x.",)}, ("snare", "toms")),
            Mix(-5.0),
            **_HEARD_IN_ALL,
        )
    if family == "bass":
        return Layer("bass", (name,), Bass({"*": ("R-------5-----A-",)}), Mix(-6.0, reverb=None), **_HEARD_IN_ALL)
    if family == "keys":
        return Layer("keys", (name,), _CHORDS, Mix(-8.0, pan=-0.25), enters=0.3)
    if family == "guitar":
        return Layer("guitar", (name,), _BROKEN if name in ("nylon_guitar", "steel_guitar") else _STRUMMED, Mix(-9.0, pan=0.35), enters=0.3)
    if family == "pad":
        return Layer("pad", (name,), Pad(), Mix(-11.0), enters=0.3)
    return Layer("counter", (name,), Counter(), Mix(-8.0, pan=0.2), enters=0.3)


def _usual(layer: Layer, spec: Spec, leading: set[str], rng: np.random.Generator) -> Player | None:
    """The layer with one of its instruments: the first ones likelier, the more so the more strictly the sound is followed."""
    chance, choice = rng.random(), rng.random()
    wanted = [name for name in layer.instruments if name not in spec.without]
    fresh = [name for name in wanted if name not in leading] if isinstance(layer.play, Tune | Answer) else wanted
    if not wanted or chance > layer.chance:
        return None
    names = fresh or wanted
    shares = np.cumsum([(1.0 - spec.sound_strength) ** rank + 1e-9 for rank in range(len(names))])
    return Player(layer, names[min(len(names) - 1, int(np.searchsorted(shares / shares[-1], choice)))])


def _alone(cast: list[Player], named: list[str], style: Style) -> list[Player]:
    """Only the named ones: somebody sings, somebody carries the chords, all of them play from the start."""
    alone = [Player(replace(player.layer, **_HEARD_IN_ALL, never=()), player.instrument) for player in cast]
    chords = next(
        (name for name in named if _family(name) in ("keys", "guitar")), next((name for name in named if _family(name) == "pad"), None)
    )
    singer = next((name for name in named if _family(name) == "lead"), chords)
    if singer and not any(isinstance(player.layer.play, Tune) for player in alone):
        tune = next((layer.play for layer in style.layers if isinstance(layer.play, Tune)), _SUNG)
        alone = [player for player in alone if player.instrument != singer]
        alone.append(Player(Layer("lead", (singer,), replace(tune, schemes={**_SUNG.schemes, **tune.schemes}), Mix(0.0)), singer))
    if chords and not any(isinstance(player.layer.play, Pad | Comp | Arp) for player in alone):
        alone += _accompanist(chords, 0.0 if chords == singer else -0.2)
        alone += [Player(Layer("double", (chords,), Double(12), Mix(-6.0), enters=0.8), chords)] if chords == singer else []
    return alone


def _accompanist(name: str, pan: float) -> list[Player]:
    """Pads hold the chords; everybody else breaks them, the fuller the section the busier."""
    if name in PADS:
        return [Player(Layer("keys", (name,), Pad(), Mix(-4.0, pan=pan)), name)]
    return [Player(Layer("keys", (name,), play, Mix(-4.0, pan=pan), enters=least, leaves=most), name) for (least, most), play in _GROWING]

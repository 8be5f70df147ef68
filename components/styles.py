"""Style suggestions: what a pill is called, and the words that it adds to the prompt."""

from components.text import _


def styles() -> dict[str, str]:
    return {
        _("Lo-fi"): _("slow lo-fi at 76 bpm, dusty drums, warm electric piano"),
        _("House"): _("bright house at 124 bpm, four on the floor, piano stabs"),
        _("Jazz trio"): _("relaxed jazz trio, piano, upright bass, brushed drums"),
        _("Cinematic"): _("epic cinematic trailer, strings, brass, taiko drums"),
        _("Folk"): _("warm folk at 96 bpm, steel guitar, fiddle, hopeful"),
        _("Synthwave"): _("dark synthwave at 100 bpm, analog bass, gated drums"),
        _("Ambient"): _("slow ambient, soft pads, no drums"),
    }

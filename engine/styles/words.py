"""The words by which prompts name styles, moods and instruments. Hyphens are written as blanks, all in small letters."""

from engine.composer.ranges import BASSES, GUITARS, KITS

#: Every style that a prompt can mean, with its words.
STYLE_WORDS: dict[str, tuple[str, ...]] = {
    "pop": ("pop", "dance pop", "indie pop", "pop song", "radio hit", "chart", "electropop", "synth pop", "synthpop", "teen pop", "流行",
        "ポップ", "поп"),
    "rock": ("rock", "hard rock", "classic rock", "alt rock", "alternative", "indie rock", "grunge", "stadium rock", "rock n roll",
        "rock and roll", "garage rock",
             "pop rock", "arena rock", "surf rock", "摇滚", "рок"),
    "punk": ("punk", "pop punk", "skate punk"),
    "metal": ("metal", "heavy metal", "thrash", "djent", "metalcore", "doom", "金属"),
    "blues": ("blues", "blues rock", "delta blues", "shuffle", "布鲁斯"),
    "jazz": ("jazz", "swing", "bebop", "bop", "jazz trio", "jazz quartet", "smooth jazz", "cool jazz", "big band", "gypsy jazz", "jazzy",
        "lounge", "noir", "爵士", "ジャズ"),
    "bossa nova": ("bossa nova", "bossa", "bossanova", "samba", "brazilian", "latin jazz", "mpb"),
    "funk": ("funk", "funky", "p funk", "slap bass", "groove", "放克"),
    "soul": ("soul", "r and b", "rnb", "r n b", "neo soul", "motown", "gospel"),
    "disco": ("disco", "nu disco", "boogie", "studio 54"),
    "house": ("house", "deep house", "tech house", "edm", "dance", "club", "four on the floor", "garage", "progressive house", "rave",
        "tropical house", "电子",
              "eurodance", "electro", "electronic", "electronica", "big room", "future bass"),
    "techno": ("techno", "minimal techno", "acid", "acid house", "industrial", "trance", "psytrance"),
    "drum and bass": ("drum and bass", "drum n bass", "drum bass", "dnb", "d and b", "d n b", "jungle", "breakbeat", "liquid"),
    "dubstep": ("dubstep", "brostep", "bass music", "trap edm"),
    "trap": ("trap", "drill", "phonk", "808s", "cloud rap"),
    "hip-hop": ("hip hop", "hiphop", "boom bap", "rap", "old school hip hop", "trip hop", "beats", "嘻哈", "说唱"),
    "lo-fi": ("lo fi", "lofi", "lo fi hip hop", "lofi hip hop", "chillhop", "chill hop", "study beats", "lo fi beats", "lofi beats",
        "chill beats", "study music",
              "music to study to", "bedroom pop"),
    "ambient": ("ambient", "drone", "meditation", "sleep music", "soundscape", "new age", "spa", "atmospheric", "healing", "yoga",
        "chill out", "chillout", "冥想"),
    "cinematic": ("cinematic", "trailer", "epic", "orchestral", "film score", "soundtrack", "movie", "score", "film music", "game music",
        "battle", "fantasy",
                  "adventure", "orchestra", "hybrid", "suspense", "thriller", "horror", "电影"),
    "classical": ("classical", "baroque", "chamber", "string quartet", "sonata", "romantic piano", "neoclassical", "nocturne", "古典",
        "クラシック"),
    "folk": ("folk", "acoustic", "indie folk", "singer songwriter", "celtic", "irish", "campfire", "fingerpicked", "fingerpicking",
        "folk rock", "medieval", "americana",
             "jig", "shanty", "ballad", "spanish guitar", "flamenco", "民谣"),
    "country": ("country", "bluegrass", "nashville", "honky tonk", "western", "cowboy", "乡村"),
    "reggae": ("reggae", "dub", "ska", "rocksteady", "dancehall", "雷鬼"),
    "latin": ("latin", "salsa", "son", "mambo", "cumbia", "reggaeton", "merengue", "tango", "mariachi", "拉丁"),
    "afrobeat": ("afrobeat", "afrobeats", "afro", "highlife", "amapiano"),
    "synthwave": ("synthwave", "synth wave", "retrowave", "outrun", "vaporwave", "80s", "eighties", "new wave", "city pop", "citypop",
        "darkwave", "cyberpunk",
                  "retro synth", "蒸汽波", "シティポップ"),
    "k-pop": ("k pop", "kpop", "mandopop", "c pop", "j pop", "jpop", "idol", "anime"),
    "chiptune": ("chiptune", "8 bit", "8bit", "chip tune", "video game", "arcade", "nes", "gameboy"),
    "children's": ("children", "kids", "nursery", "lullaby", "childrens", "儿歌"),
}
#: Words that only count where nothing more definite is said.
VAGUE = {"pop", "rock", "epic", "acoustic", "dance", "electronic", "atmospheric", "beats", "groove", "score", "movie", "80s", "ballad",
    "club", "battle", "orchestra",
         "funky", "jazzy", "chart", "adventure", "fantasy", "son", "country", "lounge", "hybrid", "slap bass", "soul", "shuffle",
             "industrial", "noir", "swing", "latin"}
#: The nearest style that is built, for those that are not.
NEAREST: dict[str, str] = {
    "punk": "rock", "metal": "rock", "blues": "rock", "soul": "funk", "disco": "funk", "techno": "house", "drum and bass": "house",
        "dubstep": "house",
    "trap": "hip-hop", "classical": "cinematic", "country": "folk", "reggae": "funk", "latin": "bossa nova", "afrobeat": "funk",
        "k-pop": "pop",
    "chiptune": "synthwave", "children's": "folk",
}
#: What an instrument suggests where no style is named.
SUGGESTS: dict[str, str] = {
    "piano": "classical", "nylon_guitar": "folk", "steel_guitar": "folk", "fiddle": "folk", "banjo": "folk", "whistle": "folk",
        "accordion": "folk", "violin": "classical",
    "cello": "classical", "strings": "cinematic", "horn": "cinematic", "choir": "cinematic", "taiko": "cinematic", "harp": "cinematic",
        "tenor_sax": "jazz",
    "alto_sax": "jazz", "upright_bass": "jazz", "kit_brush": "jazz", "muted_trumpet": "jazz", "trumpet": "jazz", "vibraphone": "jazz",
        "ep": "lo-fi",
    "distortion_guitar": "rock", "overdrive_guitar": "rock", "clean_guitar": "pop", "slap_bass": "funk", "clavinet": "funk",
        "syn_808": "hip-hop", "kit_808": "hip-hop",
    "syn_saw_lead": "synthwave", "syn_pad": "ambient", "music_box": "children's", "flute": "bossa nova",
}

#: brightness, drive
MOODS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("happy", "joyful", "cheerful", "sunny", "bright", "uplifting",
        "feel good", "playful", "fun", "hopeful", "快乐", "开心",
        "明るい"), (0.7, 0.2)),
    **dict.fromkeys(("euphoric", "triumphant", "anthemic", "party", "festive", "upbeat", "summery", "summer"), (0.6, 0.5)),
    **dict.fromkeys(("sad", "melancholic", "melancholy", "heartbreak", "heartbroken", "lonely", "sorrow", "tearful", "wistful", "悲伤",
        "伤感", "grief", "sombre", "somber"), (-0.6, -0.4)),
    **dict.fromkeys(("dark", "ominous", "sinister", "scary", "haunting", "brooding", "eerie", "gloomy", "moody", "mysterious", "tense",
        "黑暗"), (-0.8, 0.0)),
    **dict.fromkeys(("angry", "aggressive", "brutal", "furious", "intense", "menacing"), (-0.6, 0.8)),
    **dict.fromkeys(("calm", "peaceful", "relaxing", "relaxed", "gentle", "soft", "mellow", "chill", "quiet", "soothing", "tender",
        "dreamy", "sleepy", "安静", "舒缓"), (0.1, -0.6)),
    **dict.fromkeys(("energetic", "driving", "powerful", "energy", "pumping", "hype", "exciting", "heroic", "workout"), (0.2, 0.8)),
    **dict.fromkeys(("romantic", "warm", "nostalgic", "cozy", "cosy", "intimate", "love"), (0.3, -0.3)),
}

_DRUMS = tuple(KITS)
#: Instruments by their words; the first one is meant, all of them are what "no …" refuses.
INSTRUMENT_WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("brushed drums", "brushes", "brush kit"), ("kit_brush",)),
    **dict.fromkeys(("808 drums", "808 kit", "tr 808"), ("kit_808",)),
    **dict.fromkeys(("electronic drums", "drum machine", "909"), ("kit_electronic",)),
    **dict.fromkeys(("orchestral drums", "orchestral percussion"), ("kit_orchestra",)),
    **dict.fromkeys(("upright bass", "double bass", "acoustic bass", "standup bass", "contrabass"), ("upright_bass", "contrabass")),
    **dict.fromkeys(("bass guitar", "electric bass", "fingered bass"), ("finger_bass", "pick_bass", "slap_bass")),
    **dict.fromkeys(("slap bass", "slapped bass"), ("slap_bass",)),
    **dict.fromkeys(("picked bass", "pick bass"), ("pick_bass",)),
    **dict.fromkeys(("synth bass", "bass synth"), ("synth_bass", "syn_saw_bass")),
    **dict.fromkeys(("sub bass",), ("syn_sub",)),
    **dict.fromkeys(("808", "808 bass", "808s"), ("syn_808",)),
    **dict.fromkeys(("reese", "reese bass"), ("syn_reese",)),
    **dict.fromkeys(("grand piano", "piano", "pianos", "felt piano", "钢琴", "ピアノ", "пианино"), ("piano", "bright_piano", "honky_tonk")),
    **dict.fromkeys(("honky tonk piano", "saloon piano"), ("honky_tonk",)),
    **dict.fromkeys(("rhodes", "electric piano", "e piano", "wurlitzer", "fender rhodes", "wurli"), ("ep", "ep_fm")),
    **dict.fromkeys(("dx7", "fm piano"), ("ep_fm",)),
    **dict.fromkeys(("harpsichord", "cembalo"), ("harpsichord",)),
    **dict.fromkeys(("clavinet", "clav"), ("clavinet",)),
    **dict.fromkeys(("organ", "hammond", "hammond organ", "church organ"), ("organ", "organ_perc", "organ_rock")),
    **dict.fromkeys(("glockenspiel", "glock"), ("glockenspiel",)),
    **dict.fromkeys(("music box",), ("music_box",)),
    **dict.fromkeys(("vibraphone", "vibes"), ("vibraphone",)),
    **dict.fromkeys(("marimba",), ("marimba",)),
    **dict.fromkeys(("xylophone",), ("xylophone",)),
    **dict.fromkeys(("kalimba", "thumb piano", "mbira"), ("kalimba",)),
    **dict.fromkeys(("tubular bells", "church bells"), ("tubular_bells",)),
    **dict.fromkeys(("accordion",), ("accordion",)),
    **dict.fromkeys(("harmonica", "blues harp"), ("harmonica",)),
    **dict.fromkeys(("nylon guitar", "classical guitar", "spanish guitar", "flamenco guitar", "ukulele"), ("nylon_guitar",)),
    **dict.fromkeys(("acoustic guitar", "steel string guitar", "steel guitar", "fingerpicked guitar", "acoustic guitars", "folk guitar"),
        ("steel_guitar", "nylon_guitar")),
    **dict.fromkeys(("jazz guitar", "archtop"), ("jazz_guitar",)),
    **dict.fromkeys(("electric guitar", "clean guitar", "electric guitars", "telecaster", "stratocaster"), ("clean_guitar",
        "muted_guitar", "overdrive_guitar", "distortion_guitar")),
    **dict.fromkeys(("muted guitar", "palm muted guitar"), ("muted_guitar",)),
    **dict.fromkeys(("overdriven guitar", "crunchy guitar"), ("overdrive_guitar",)),
    **dict.fromkeys(("distorted guitar", "distorted guitars", "heavy guitar", "heavy guitars", "guitar riffs", "distortion"),
        ("distortion_guitar", "overdrive_guitar")),
    **dict.fromkeys(("violin", "violins", "小提琴"), ("violin",)),
    **dict.fromkeys(("viola",), ("viola",)),
    **dict.fromkeys(("cello", "cellos", "大提琴"), ("cello",)),
    **dict.fromkeys(("fiddle",), ("fiddle",)),
    **dict.fromkeys(("strings", "string section", "orchestral strings", "弦乐"), ("strings", "slow_strings", "tremolo_strings",
        "pizzicato")),
    **dict.fromkeys(("tremolo strings",), ("tremolo_strings",)),
    **dict.fromkeys(("pizzicato", "pizzicato strings"), ("pizzicato",)),
    **dict.fromkeys(("harp",), ("harp",)),
    **dict.fromkeys(("timpani",), ("timpani",)),
    **dict.fromkeys(("taiko", "taikos", "war drums"), ("taiko",)),
    **dict.fromkeys(("choir", "choirs", "vocal pad"), ("choir", "syn_vox")),
    **dict.fromkeys(("trumpet", "trumpets", "小号"), ("trumpet", "muted_trumpet")),
    **dict.fromkeys(("muted trumpet",), ("muted_trumpet",)),
    **dict.fromkeys(("trombone", "trombones"), ("trombone",)),
    **dict.fromkeys(("tuba",), ("tuba",)),
    **dict.fromkeys(("french horn", "horn", "french horns"), ("horn",)),
    **dict.fromkeys(("brass", "horns", "brass section", "horn section"), ("brass", "trumpet", "trombone", "syn_brass")),
    **dict.fromkeys(("sax", "saxophone", "tenor sax", "萨克斯", "tenor saxophone"), (
        "tenor_sax", "alto_sax", "soprano_sax", "baritone_sax")),
    **dict.fromkeys(("alto sax", "alto saxophone"), ("alto_sax",)),
    **dict.fromkeys(("soprano sax",), ("soprano_sax",)),
    **dict.fromkeys(("baritone sax", "bari sax"), ("baritone_sax",)),
    **dict.fromkeys(("oboe",), ("oboe",)),
    **dict.fromkeys(("bassoon",), ("bassoon",)),
    **dict.fromkeys(("clarinet",), ("clarinet",)),
    **dict.fromkeys(("flute", "flutes", "长笛"), ("flute",)),
    **dict.fromkeys(("recorder",), ("recorder",)),
    **dict.fromkeys(("whistle", "tin whistle"), ("whistle",)),
    **dict.fromkeys(("pipa", "shamisen"), ("pipa",)),
    **dict.fromkeys(("koto", "guzheng", "古筝"), ("koto",)),
    **dict.fromkeys(("banjo",), ("banjo",)),
    **dict.fromkeys(("steel drums", "steel drum", "steelpan"), ("steel_drums",)),
    **dict.fromkeys(("synth lead", "saw lead", "lead synth"), ("syn_saw_lead", "syn_square_lead")),
    **dict.fromkeys(("square lead",), ("syn_square_lead",)),
    **dict.fromkeys(("supersaw", "supersaws"), ("syn_supersaw",)),
    **dict.fromkeys(("pluck", "plucks", "synth pluck"), ("syn_pluck",)),
    **dict.fromkeys(("pad", "pads", "synth pad", "synth pads"), ("syn_pad", "warm_pad", "halo_pad", "syn_dark_pad")),
    **dict.fromkeys(("bells", "bell"), ("syn_bell",)),
    **dict.fromkeys(("synth brass",), ("syn_brass",)),
}
#: Words for whole families: they name what the style has there, and refuse all of it.
FAMILY_WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("drums", "drum", "percussion", "drum kit", "beat", "beats", "鼓"), _DRUMS),
    **dict.fromkeys(("bass", "bassline", "bass line"), tuple(BASSES)),
    **dict.fromkeys(("guitar", "guitars", "吉他", "ギター"), tuple(GUITARS)),
    **dict.fromkeys(("synth", "synths", "synthesizer", "synthesizers"), (
        "syn_supersaw", "syn_saw_lead", "syn_square_lead", "syn_saw_bass", "syn_pluck", "syn_pad", "syn_dark_pad", "syn_bell", "syn_stab",
            "syn_vox", "synth_bass",
        "warm_pad", "halo_pad", "syn_brass", "syn_acid", "syn_reese", "syn_wobble",
    )),
    **dict.fromkeys(("keys", "keyboards", "keyboard"), ("piano", "ep", "organ", "clavinet", "bright_piano", "ep_fm", "organ_perc",
        "organ_rock")),
}
#: Groups that are named in one word: nobody else plays.
GROUPS: dict[str, tuple[str, ...]] = {
    "jazz trio": ("piano", "upright_bass", "kit_jazz"),
    "piano trio": ("piano", "violin", "cello"),
    "jazz quartet": ("tenor_sax", "piano", "upright_bass", "kit_jazz"),
    "string quartet": ("violin", "viola", "cello"),
    "power trio": ("overdrive_guitar", "finger_bass", "kit_power"),
}

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "a": 1, "an": 1}
#: Quarter notes a minute.
TEMPO_WORDS: dict[str, float] = {
    "largo": 52, "lento": 56, "adagio": 66, "andante": 84, "moderato": 108, "allegretto": 114, "allegro": 138, "vivace": 160,
        "presto": 178, "prestissimo": 200,
}
#: How far towards the style's slowest (-1) or fastest (1) tempo.
PACE_WORDS: dict[str, float] = {
    "very slow": -1.0, "slow": -0.9, "downtempo": -0.8, "laid back": -0.6, "mid tempo": 0.0, "midtempo": 0.0, "up tempo": 0.7,
        "uptempo": 0.7, "fast": 0.9,
    "very fast": 1.0, "quick": 0.7, "rapid": 0.9, "speedy": 0.9, "慢": -0.8, "快": 0.6,
}

#: Who sings, as words that mean a voice and nothing else.
VOICE_WORDS: dict[str, tuple[str, ...]] = {
    "woman": (
        "female", "feminine", "soprano", "mezzo", "mezzo soprano", "contralto", "alto", "diva", "songstress", "chanteuse", "girl group",
        "she sings", "she's singing", "she raps", "her voice", "her vocals",
        "女声", "女聲", "女生", "女歌手", "女性", "女主唱", "여성", "여자", "женский", "женским",
    ),
    "man": (
        "male", "masculine", "tenor", "countertenor", "baritone", "basso", "bass voice", "bass singer", "crooner", "boy band",
        "he sings", "he's singing", "he raps", "his voice", "his vocals",
        "男声", "男聲", "男生", "男歌手", "男性", "男主唱", "남성", "남자", "мужской", "мужским",
    ),
}  # fmt: skip
#: Who may sing where they are named, and nobody is said to.
PEOPLE: dict[str, tuple[str, ...]] = {
    "woman": ("woman", "women", "girl", "girls", "lady", "ladies", "frau", "mujer", "femme"),
    "man": ("man", "men", "boy", "boys", "guy", "guys", "gentleman", "mann", "hombre", "homme"),
}
#: A piece that nobody sings.
SILENT_WORDS = (
    "instrumental", "instrumentals only", "karaoke", "backing track", "beat only", "beats only", "just the beat", "type beat",
    "only instruments", "instruments only", "just instruments", "wordless", "voiceless", "string quartet", "piano trio",
    "纯音乐", "純音樂", "伴奏", "无人声", "無人聲", "没有人声", "インスト", "歌なし", "инструментал", "연주곡",
)  # fmt: skip
#: A piece that somebody sings.
SINGING_WORDS = (
    "vocals", "vocal", "voice", "voices", "singer", "vocalist", "sung", "with singing", "with lyrics", "with words", "sings", "sing along",
    "rapper", "rapping", "duet", "a cappella", "acapella", "人声", "人聲", "歌声", "歌手", "ボーカル", "вокал", "보컬",
)  # fmt: skip

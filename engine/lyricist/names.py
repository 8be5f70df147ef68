"""Names and small words that the reading of a prompt knows."""

#: Places that people name; others are found by what stands before them.
PLACES = frozenset(
    "amsterdam,athens,atlanta,auckland,austin,baltimore,bangkok,barcelona,beijing,belfast,berlin,bern,bogota,boston,brighton,bristol,"
    "brooklyn,brussels,bucharest,budapest,buenos aires,cairo,california,cape town,chicago,copenhagen,dakar,dallas,delhi,denver,detroit,"
    "dublin,edinburgh,florence,france,geneva,georgia,germany,ghana,glasgow,greece,hamburg,harlem,havana,helsinki,hollywood,hong kong,"
    "iceland,india,ireland,istanbul,italy,jakarta,jamaica,japan,jerusalem,johannesburg,kenya,kingston,kyiv,kyoto,lagos,las vegas,leeds,"
    "lima,lisbon,liverpool,london,los angeles,lyon,madrid,manchester,manhattan,manila,marseille,melbourne,memphis,mexico,mexico city,"
    "miami,milan,minneapolis,monaco,montana,montreal,moscow,mumbai,munich,nairobi,naples,nashville,nebraska,new orleans,new york,"
    "new york city,nice,norway,oakland,osaka,oslo,oxford,paris,philadelphia,phoenix,porto,portland,portugal,prague,queens,rio,"
    "rio de janeiro,rome,rotterdam,san diego,san francisco,santiago,sao paulo,scotland,seattle,seoul,seville,shanghai,sicily,singapore,"
    "spain,stockholm,sweden,switzerland,sydney,taipei,tel aviv,tennessee,texas,tokyo,toronto,tunis,turin,valencia,vancouver,venice,"
    "vienna,vietnam,virginia,wales,warsaw,wellington,wyoming,zurich,africa,america,europe,asia,australia,canada,brazil,china,mars".split(",")
)

#: First names that are known also where they are written small; none that is a common word.
PEOPLE = frozenset(
    "adam alice alex amelia amir ana andrea andrew anna anne ben benjamin bella carlos carmen caroline charlie charlotte chloe chris "
    "claire clara daniel dave david diana elena eleanor elijah elizabeth ella ellie emily emma eric ethan eva felix fiona frida gabriel "
    "george hannah harry helen henry ines isabel isabella jack jacob jake james jamie jane jenny jessica jim joe john johnny jonas "
    "joseph josh juan julia julie julian karen kate katie kevin laura layla lea leah lena leo liam lily linda lisa louis lucas lucy luis "
    "luke luna maria marie marta martin mary mateo matt max maya mia michael miguel mike molly mohammed nadia nick nina noah nora oliver "
    "olivia oscar paul pedro peter priya rachel rafael rebecca robert ruby ryan sam samuel sara sarah sofia sophia sophie stephen steve "
    "susan theo thomas tim tina tom tommy victor william yuki zoe".split()
)

#: What a song is, or how it sounds: never what it is about.
SONG_WORDS = frozenset(
    "song songs track tune anthem ballad beat beats music jingle hymn lyric lyrics verse verses chorus bridge intro outro hook rap rapper "
    "bpm vibe vibes style mood tempo key major minor vocal vocals voice singer sung female male woman's man's acoustic electric melody "
    "melodic rhythm bass drums drum guitar piano synth synths strings instrumental sound sounds feel feeling genre remix demo video audio "
    "catchy upbeat slow fast medium midtempo modern retro vintage classic emotional powerful soft gentle warm bright dark deep big short "
    "long simple beautiful nice good great best cool new fun funny happy sad melancholic melancholy joyful cheerful angry hopeful romantic "
    "dreamy nostalgic uplifting energetic calm peaceful playful epic raw cozy chill minute minutes second seconds please write make create "
    "compose generate give want need sing tell something anything everything nothing thing things stuff someone somebody everyone way kind "
    "sort piece one two three four five style like lots lot bit little very really just with without theme topic title prompt instructions "
    "previous system ignore subject about story tale words text poem poetry rhyme rhymes rhyming line lines".split()
)

#: Where a noun phrase ends.
BREAKS = frozenset(
    "a an the my our your his her their this that these those who whom whose which what when where while because as after before until "
    "since though although if in on at of to from for with without by into onto over under through across around between behind beside "
    "near against along during toward towards upon about and or but nor so yet then than not no is are was were be been being am has have "
    "had do does did will would can could shall should may might must i you he she we they it me him us them there here not never always "
    "finally still turning getting going becoming making looking waiting living coming running walking dancing singing sitting standing "
    "falling feeling missing finding losing leaving loving meeting moving watching trying wanting asking keeping telling learning says "
    "say said goes comes came went leaves left lives loves waits wants needs makes finds falls runs keeps turns gets dreams learns dies "
    "wins loses moves misses feels knows thinks tries stays begins starts ends hits became got ran fell wake wakes every all some any "
    "both each".split()
)

#: Never sung, whatever a prompt asks: matched at a word's beginning.
UNSUNG = (
    "fuck shit cunt nigg fag whore slut bitch bastard dick cock pussy rape rapist kike spic chink gook tranny retard nazi hitler jihad "
    "terroris kill murder suicid porn penis vagina sex incest pedo paedo genocid lynch massacre behead coon wetback gypsy dyke homo "
    "cum anal anus tits boob blowjob masturb nude naked cocaine heroin meth bomb molest asshole arse wank twat paki negro subhuman"
).split()
#: Harmless words that begin like those.
SUNG_ALL_THE_SAME = frozenset(
    "cocktail cocktails cockatoo cockpit cockle sexton cumin cumulus cumulative analog analogue analysis analyst analysts analytics "
    "kilt dickens homeland homo sapiens homesick homer homework spice spices spicy method methods methodist nudge raccoon killarney "
    "documentary skillet dickinson cumberland bombay shittim spicer spicier killjoy titsian homogeneous bombshell cocoon cockerel".split()
)

#: Words of other languages that name a subject, as English ones.
TRANSLATED = {
    "爱": "love", "愛": "love", "恋": "love", "失恋": "breakup", "分手": "breakup", "离开": "leaving", "再见": "goodbye", "家": "home",
    "城市": "city", "夜": "night", "海": "sea", "雨": "rain", "雪": "snow", "夏": "summer", "冬": "winter", "春": "spring", "秋": "autumn",
    "生日": "birthday", "朋友": "friend", "希望": "hope", "狗": "dog", "猫": "cat", "咖啡": "coffee", "路": "road", "旅行": "travel",
    "工作": "work", "圣诞": "christmas", "梦": "dream", "舞": "dance", "派对": "party", "自由": "freedom", "和平": "peace", "战争": "war",
    "妈妈": "mother", "爸爸": "father", "星": "stars", "月": "moon", "宇宙": "space", "花": "flowers", "山": "mountain", "河": "river",
    "快乐": "happy", "悲伤": "sad", "伤感": "sad", "愤怒": "angry", "孤独": "lonely", "青春": "youth", "说唱": "rap", "时间": "time",
    "海の": "sea", "夢": "dream", "さくら": "spring", "любовь": "love", "море": "sea", "дождь": "rain", "ночь": "night", "лето": "summer",
    "зима": "winter", "дом": "home", "друг": "friend", "мечта": "dream",
    "amor": "love", "lluvia": "rain", "mar": "sea", "noche": "night", "verano": "summer", "casa": "home", "amigo": "friend",
    "amigos": "friends", "sueño": "dream", "sueños": "dreams", "esperanza": "hope", "cumpleaños": "birthday", "perro": "dog", "gato": "cat",
    "amour": "love", "pluie": "rain", "mer": "sea", "nuit": "night", "été": "summer", "maison": "home", "hiver": "winter", "rêve": "dream",
    "liebe": "love", "regen": "rain", "meer": "sea", "nacht": "night", "sommer": "summer", "heimat": "home", "freund": "friend",
    "hoffnung": "hope", "geburtstag": "birthday", "traum": "dream", "träume": "dreams", "hund": "dog", "katze": "cat",
}  # fmt: skip

#: Words that tell how a song feels.
MOOD_WORDS = {
    "sad": "sad melancholic melancholy heartbroken heartbreak lonely sorrow sorrowful tearful wistful grief mournful bittersweet tragic "
           "gloomy blue crying tears depressed depressing missing lost somber sombre haunting bitter".split(),
    "angry": "angry aggressive furious rage rebellious defiant raging fierce mad bitter".split(),
    "tender": "tender gentle soft quiet intimate romantic warm sweet lullaby calm peaceful dreamy cozy soothing".split(),
    "funny": "funny playful silly humorous comic quirky goofy witty hilarious cheeky ironic".split(),
    "bright": "happy joyful cheerful sunny bright uplifting upbeat fun euphoric triumphant anthemic party festive celebratory "
              "optimistic energetic hopeful feel-good inspiring motivational empowering".split(),
}  # fmt: skip

#: Manners of writing, by words of the prompt.
MANNERS = {
    "rap": ("rap", "hip hop", "hip-hop", "hiphop", "trap", "drill", "boom bap", "rapper"),
    "club": ("club", "house", "edm", "techno", "dance pop", "disco", "trance", "rave", "eurodance", "drum and bass"),
    "story": ("folk", "ballad", "country", "story", "shanty", "americana", "singer songwriter", "singer-songwriter", "bluegrass", "celtic"),
}

#: What a style is at home in, where a prompt says nothing else.
AT_HOME = {
    "club": ("dance", "city", "summer"), "rap": ("work", "city", "dreams"), "story": ("leaving", "home", "road"),
    "": ("love", "city", "road", "hope", "rain", "summer", "dreams", "friends", "home"),
    "sad": ("heartbreak", "rain", "leaving"), "angry": ("protest",), "tender": ("love", "home"), "funny": ("coffee", "work"),
    "bright": ("summer", "friends", "hope", "dance"),
}  # fmt: skip

ORDINALS = {
    "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine", "10": "ten",
    "11": "eleven", "12": "twelve", "13": "thirteen", "14": "fourteen", "15": "fifteen", "16": "sixteen", "17": "seventeen",
    "18": "eighteen", "19": "nineteen", "20": "twenty", "21": "twenty-one", "25": "twenty-five", "30": "thirty", "35": "thirty-five",
    "40": "forty", "45": "forty-five", "50": "fifty", "55": "fifty-five", "60": "sixty", "65": "sixty-five", "70": "seventy",
    "75": "seventy-five", "80": "eighty", "90": "ninety", "100": "one hundred",
}  # fmt: skip

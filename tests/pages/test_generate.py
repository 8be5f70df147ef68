"""Generate, through the frame."""

import pytest
from streamlit.testing.v1 import AppTest

from components import ticket
from studio.jobs import Job, Problem, State

PROMPT = "music-sound_prompt"


def texts(at: AppTest) -> str:
    """Everything that the page says in words."""
    kinds = ("title", "subheader", "markdown", "warning", "error", "button", "text_area", "badge")
    return "\n".join(str(getattr(e, "value", "") or "") + "\n" + str(getattr(e, "label", "") or "") for kind in kinds for e in at.get(kind))


def in_dock(at: AppTest):
    """The dock's player: its address counts the clicks."""
    return next(audio for audio in at.get("audio") if "#" in audio.proto.url)


def jobs(house) -> list[Job]:
    return house.studio.ledger.latest(50)


def test_the_first_start_asks_one_thing(house, visit):
    at = visit()
    assert at.title[0].value == "Say what you want to hear"
    assert "nothing is charged" in texts(at)
    assert not at.get("audio")
    assert not at.exception


def test_words_sent_to_an_installation_that_made_nothing_yet_are_shown_before_they_are_sung(house, visit):
    at = visit()
    at.session_state["reuse"] = {"lyrics_text": "[Verse]\nUnder a neon sky", "title": "Neon"}
    at.run()
    assert at.text_area(key="music-lyrics_text").value == "[Verse]\nUnder a neon sky"
    at.text_area(key=PROMPT).input("Synthwave").run()
    assert at.text_area(key="music-lyrics_text").value == "[Verse]\nUnder a neon sky"
    assert not at.exception


def test_a_starter_fills_the_prompt_and_sends_nothing(house, visit):
    at = visit()
    at.button_group(key="starter").set_value("Slow lo-fi piano, rain, 72 bpm, instrumental").run()
    assert at.text_area(key=PROMPT).value == "Slow lo-fi piano, rain, 72 bpm, instrumental"
    assert jobs(house) == []
    assert not at.exception


def test_the_first_submit_writes_one_job_and_opens_the_usual_page(house, visit):
    at = visit()
    at.text_area(key=PROMPT).input("Slow lo-fi piano").run()
    at.button(key="make").click().run()
    (job,) = jobs(house)
    assert job.request["sound_prompt"] == "Slow lo-fi piano"
    assert "instrumental" not in job.request
    assert job.state is State.INTENT
    assert [head.value for head in at.subheader] == ["New song", "Latest"]
    assert "Slow lo\\-fi piano" in texts(at)
    assert "Queued" in texts(at)
    assert not at.exception


def test_the_prompt_stays_after_a_submit_and_after_another_page(house, visit):
    at = visit()
    at.text_area(key=PROMPT).input("Bright house, 124 bpm").run()
    at.button(key="make").click().run()
    assert at.text_area(key=PROMPT).value == "Bright house, 124 bpm"
    at.switch_page("history.py").run()
    at.switch_page("generate.py").run()
    assert at.text_area(key=PROMPT).value == "Bright house, 124 bpm"
    assert not at.exception


def test_two_clicks_within_a_moment_are_one_job_and_later_ones_are_two(house, visit, monkeypatch):
    at = visit()
    now = [100.0]
    monkeypatch.setattr("components.session.monotonic", lambda: now[0])
    at.text_area(key=PROMPT).input("Jazz trio").run()
    at.button(key="make").click().run()
    now[0] += ticket.MOMENT / 2
    at.button(key="make").click().run()
    assert len(jobs(house)) == 1
    now[0] += ticket.MOMENT
    at.button(key="make").click().run()
    assert len(jobs(house)) == 2
    assert not at.exception


def test_another_request_within_a_moment_is_another_job(house, visit):
    at = visit()
    for prompt in ("Jazz trio", "Jazz trio, faster"):
        at.text_area(key=PROMPT).input(prompt).run()
        at.button(key="make").click().run()
    assert [job.request["sound_prompt"] for job in jobs(house)] == ["Jazz trio, faster", "Jazz trio"]


def test_an_empty_prompt_is_told_after_the_click_only(house, visit):
    at = visit()
    assert not at.warning
    at.button(key="make").click().run()
    assert "Say what it should sound like" in at.warning[0].value
    assert jobs(house) == []
    at.text_area(key=PROMPT).input("Jazz trio").run()
    assert not at.warning


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("x" * 50_000, "50\u202f000 characters are too many, at most 5\u202f000 fit; shorten it by 45\u202f000"),
        ("drums\x07and bass", "character 6 is an invisible control character"),
    ],
)
def test_what_cannot_be_sent_is_told_before_the_click_and_is_not_lost(house, visit, prompt, said):
    at = visit()
    at.text_area(key=PROMPT).input(prompt).run()
    assert said in at.warning[0].value
    at.button(key="make").click().run()
    assert jobs(house) == []
    assert at.text_area(key=PROMPT).value == prompt
    assert not at.exception


@pytest.mark.parametrize("prompt", ["🎹 and 🥁", "موسيقى هادئة", "<b>bold</b> *x* :smile: [a](http://b.example)", "'; drop table jobs; --"])
def test_any_writing_is_taken_as_it_is(house, visit, prompt):
    at = visit()
    at.text_area(key=PROMPT).input(prompt).run()
    at.button(key="make").click().run()
    assert jobs(house)[0].request["sound_prompt"] == prompt
    assert "Queued" in texts(at)
    assert not at.exception


def test_a_style_adds_its_words_to_the_prompt_and_lets_go(house, visit):
    house.wish()
    at = visit()
    at.text_area(key=PROMPT).input("a rainy evening,").run()
    at.button_group(key="style").set_value("Jazz trio").run()
    assert at.text_area(key=PROMPT).value.startswith("a rainy evening, ")
    assert "brushed drums" in at.text_area(key=PROMPT).value
    assert not at.button_group(key="style").value
    assert not at.exception


def test_the_knobs_are_sent_where_they_were_moved(house, visit):
    house.wish()
    at = visit()
    at.text_area(key=PROMPT).input("Jazz trio").run()
    at.slider(key="music-weirdness").set_value(0.8)
    at.text_input(key="music-seed").input("4711")
    at.selectbox(key="music-mv").select("FUZZ-1.1 Pro").run()
    at.button(key="make").click().run()
    request = jobs(house)[0].request
    assert (request["weirdness"], request["seed"], request["mv"]) == (0.8, "4711", "FUZZ-1.1 Pro")
    assert "sound_strength" not in request
    assert not at.exception


def test_on_the_engine_nothing_is_charged_and_the_models_are_told_as_what_they_are(house, visit):
    house.wish()
    at = visit()
    assert "nothing is charged: made on this computer" in texts(at)
    assert "local stand-ins for the provider's" in texts(at)
    assert at.slider(key="music-lyrics_strength").value == 0.5
    assert "music-cover_art_url" not in [field.key for field in at.text_input], "it would change nothing"


@pytest.mark.parametrize("provider", ["house", "remote"])
def test_words_are_written_found_or_left_out(provider, request, visit):
    remote = request.getfixturevalue(provider)
    remote.wish()
    at = visit()
    at.text_area(key=PROMPT).input("Indie folk").run()
    at.button_group(key="music-words").set_value("own").run()
    at.button(key="make").click().run()
    assert "Write the words" in at.warning[0].value
    at.text_area(key="music-lyrics_text").input("[Verse]\nPaper lanterns").run()
    at.button(key="make").click().run()
    at.button_group(key="music-words").set_value("none").run()
    at.button(key="make").click().run()
    at.button_group(key="music-words").set_value("found").run()
    at.button(key="make").click().run()
    found, none, own = (job.request for job in jobs(remote)[:3])
    assert own["lyrics_text"] == "[Verse]\nPaper lanterns"
    assert "instrumental" not in own
    assert none["instrumental"] is True
    assert not found.get("lyrics_text")
    assert "instrumental" not in found
    assert not at.exception


def own(at: AppTest, text: str) -> AppTest:
    """The form with these words of one's own."""
    at.button_group(key="music-words").set_value("own").run()
    return at.text_area(key="music-lyrics_text").input(text).run()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[Verse 1]\n\n[Chorus]", "There is nothing to sing yet"),
        ("🎉🎉🎉\n— —", "There is nothing to sing yet"),
        ("[Verse 1]\n我在夜里\n[Chorus]\n唱歌", "it cannot read this script"),
    ],
)
def test_words_that_the_engine_cannot_sing_are_told_before_the_click(house, visit, text, said):
    house.wish()
    at = own(visit(), text)
    assert said in at.warning[0].value
    at.button(key="make").click().run()
    assert len(jobs(house)) == 1
    assert at.text_area(key="music-lyrics_text").value == text
    assert not at.exception


def test_words_in_any_script_go_to_a_provider(remote, visit):
    remote.wish()
    at = own(visit(), "我在夜里唱歌")
    assert not at.warning
    at.button(key="make").click().run()
    assert jobs(remote)[0].request["lyrics_text"] == "我在夜里唱歌"


def test_the_sung_length_is_told_against_the_models_limit(house, visit):
    house.wish()
    at = own(visit(), "[Verse]\nPaper lanterns in the rain\n" * 4)
    assert "FUZZ\\-2.0 makes up to 8:00" in texts(at) or "FUZZ-2.0 makes up to 8:00" in texts(at)
    own(at, "Paper lanterns in the rain\n" * 120)
    at.selectbox(key="music-mv").select("FUZZ-1.0").run()
    assert "makes up to 2:00" in texts(at)
    assert "Shorten the words, or choose another model." in texts(at)
    assert not at.exception


def test_words_from_another_page_leave_the_prompt_as_it_stands(house, visit):
    house.wish()
    at = visit()
    at.text_area(key=PROMPT).input("a prompt of my own").run()
    at.slider(key="music-weirdness").set_value(0.8).run()
    at.switch_page("history.py").run()
    at.session_state["reuse"] = {"lyrics_text": "[Verse]\nUnder a neon sky", "title": "Neon"}
    at.switch_page("generate.py").run()
    assert at.text_area(key=PROMPT).value == "a prompt of my own"
    assert at.text_area(key="music-lyrics_text").value == "[Verse]\nUnder a neon sky"
    assert at.text_input(key="music-title").value == "Neon"
    at.button(key="make").click().run()
    request = jobs(house)[0].request
    assert (request["sound_prompt"], request["title"], request["weirdness"]) == ("a prompt of my own", "Neon", 0.8)
    assert request["lyrics_text"] == "[Verse]\nUnder a neon sky"
    assert not at.exception


def test_the_words_and_the_cover_of_what_plays_are_in_the_dock(house, visit):
    picture = "http://127.0.0.1:9/a.jpg"
    job = house.made("Low tide", lyrics="[Verse 1]\nUnder a *neon* sky\n\n[Chorus]\nPaper lanterns", imageUrl=picture)
    at = visit()
    assert ":small[:gray[Verse 1]]  \nUnder a \\*neon\\* sky\n\n:small[:gray[Chorus]]  \nPaper lanterns" in texts(at)
    shown = [image.url for element in at.get("image") for image in element.proto.imgs]
    assert len(shown) == 2, "in the dock and in the card"
    assert all(job.songs[0].image.path in address for address in shown)
    assert not at.exception


def test_a_piece_without_words_or_cover_shows_neither(house, visit):
    house.made("Low tide", request={"lyrics_text": "not sung", "instrumental": True})
    at = visit()
    assert not at.get("image")
    assert "not sung" not in texts(at)


def test_what_was_chosen_on_the_way_is_told_of_a_finished_song(house, visit):
    house.made("Low tide", message="Made without the words: instrumental was asked for.")
    assert "Made without the words\\: instrumental was asked for" in texts(visit())


def test_a_job_of_words_shows_its_first_line_and_no_play_button(remote, visit):
    job = remote.written("[Verse 1]\nIt rains on the tin roof\nall night long")
    at = visit()
    said = texts(at)
    assert "**Rain**" in said
    assert "lyrics · It rains on the tin roof · 1 quota" in said
    assert "Done" not in said
    assert f"words-{job.id}" in [button.key for button in at.button]
    assert f"play-{job.id}" not in [button.key for button in at.button]
    assert not at.get("audio")
    assert not at.exception


def test_words_are_gone_on_with_on_lyrics(house, visit):
    job = house.written("[Verse 1]\nIt rains on the tin roof\nall night long")
    at = visit()
    at.button(key=f"words-{job.id}").click().run()
    assert any("It rains on the tin roof" in area.value for area in at.text_area)
    assert not at.exception


def test_a_price_is_learned_from_jobs_of_the_same_model_and_else_not_invented(remote, visit):
    remote.wish()
    assert "no experience yet" in texts(visit())
    remote.made(request={"mv": "FUZZ-2.0"})
    assert "about 5 quota" in texts(visit())


def test_a_new_session_finds_the_latest_jobs(house, visit):
    house.made("Low tide")
    house.wish(title="Northbound")
    at = visit()
    assert "**Low tide**" in texts(at)
    assert "**Northbound**" in texts(at)


def test_the_newest_finished_piece_waits_in_the_dock_without_playing(house, visit):
    job = house.made("Low tide")
    (audio,) = visit().get("audio")
    assert job.songs[0].media[0].path in audio.proto.url
    assert not audio.proto.autoplay


def test_play_moves_a_piece_to_the_dock_where_it_stays_on_every_page(house, visit):
    first, _second = house.made("Low tide"), house.made("Northbound")
    at = visit()
    at.button(key=f"play-{first.id}").click().run()
    for page in ("history.py", "connection.py", "generate.py"):
        at.switch_page(page).run()
        dock = in_dock(at)
        assert first.songs[0].media[0].path in dock.proto.url
        assert dock.proto.autoplay
        url = dock.proto.url
    at.button(key=f"play-{first.id}").click().run()
    assert in_dock(at).proto.url != url, "a second click begins it anew"
    assert not at.exception


def test_a_failed_job_says_what_it_cost_and_is_sent_again_as_a_new_job(remote, visit):
    job = remote.followed("FAILED", message="job timeout", quota="0", request={"title": "Kitchen radio"})
    at = visit()
    assert "The provider says: *job timeout*. Nothing was charged. **Send again** makes a new job." in texts(at)
    at.get("menu_button")[0].set_value("again").run()
    again, before = jobs(remote)
    assert before.id == job.id
    assert again.state is State.INTENT
    assert again.request == before.request
    assert not at.exception


def test_what_a_provider_says_is_never_markup(remote, visit):
    remote.refused(Problem.REJECTED, "**bad** [here](http://evil.example) <script>x</script> :smile:")
    said = texts(visit())
    assert "\\*\\*bad\\*\\*" in said
    assert "[here](http" not in said


def test_an_unclear_job_is_adopted_by_its_job_id(remote, visit):
    job = remote.unknown()
    at = visit()
    assert "It is not sent again by itself." in texts(at)
    at.get("menu_button")[0].set_value("adopt").run()
    at.button(key="adopt-go").click().run()
    assert "Type the job ID first." in at.error[0].value
    at.text_input(key="adopt-id").input("p-777").run()
    at.button(key="adopt-go").click().run()
    found = remote.studio.ledger.job(job.id)
    assert found
    assert (found.state, found.job_id) == (State.ON_QUEUE, "p-777")
    assert not at.exception


def test_an_unclear_job_is_closed_by_hand_after_a_second_thought(remote, visit):
    job = remote.unknown()
    at = visit()
    at.get("menu_button")[0].set_value("settle").run()
    assert remote.studio.ledger.job(job.id).state is State.UNKNOWN
    at.button(key="settle-go").click().run()
    assert remote.studio.ledger.job(job.id).state is State.SETTLED
    assert "Closed by hand" in texts(at)
    assert not at.exception


def test_a_waiting_job_says_why_and_can_be_withdrawn(remote, visit):
    job = remote.waiting()
    at = visit()
    assert "The provider is busy. Next try in" in texts(at)
    assert "Nothing was charged." in texts(at)
    at.get("menu_button")[0].set_value("withdraw").run()
    assert remote.studio.ledger.job(job.id).state is State.SETTLED
    assert "Withdrawn before it was sent." in texts(at)


def test_use_these_settings_fills_the_form_and_resets_the_rest(remote, visit):
    remote.made(request={"sound_prompt": "Indie folk", "instrumental": False, "lyrics_text": "la la", "weirdness": 0.9, "mv": "FUZZ-1.1"})
    at = visit()
    at.slider(key="music-sound_strength").set_value(0.9).run()
    at.get("menu_button")[0].set_value("reuse").run()
    assert at.text_area(key=PROMPT).value == "Indie folk"
    assert at.text_area(key="music-lyrics_text").value == "la la"
    assert at.slider(key="music-weirdness").value == 0.9
    assert at.slider(key="music-sound_strength").value == 0.5
    assert at.selectbox(key="music-mv").value == "FUZZ-1.1"
    assert not at.exception


def test_a_percentage_is_shown_only_where_the_provider_sends_one(remote, visit):
    remote.followed("ON_QUEUE", progress=None)
    at = visit()
    assert "Making" in texts(at)
    assert not at.get("progress")
    remote.followed("ON_QUEUE", progress="45%")
    assert [bar.proto.value for bar in visit().get("progress")] == [45]

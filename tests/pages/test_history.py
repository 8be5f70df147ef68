"""History, through the frame."""

from decimal import Decimal

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from studio.jobs import Problem, State


def texts(at: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "warning", "button", "badge", "code")
    return "\n".join(str(getattr(e, "value", "") or "") + "\n" + str(getattr(e, "label", "") or "") for kind in kinds for e in at.get(kind))


def rows(at: AppTest) -> pd.DataFrame:
    return at.dataframe[0].value


def test_an_empty_history_says_what_will_stand_there(house, visit):
    at = visit("history.py")
    assert at.title[0].value == "History"
    assert "Nothing was made here yet." in texts(at)
    assert not at.dataframe


def test_every_job_is_a_row_with_its_state_length_and_quota(remote, visit):
    remote.made("Low tide")
    remote.followed("FAILED", message="job timeout", quota="0", request={"title": "Kitchen radio"})
    remote.unknown(title="Northbound")
    remote.followed("ON_QUEUE", request={"title": "Slow Sunday"})
    table = rows(visit("history.py"))
    assert [list(state) for state in table["state"]] == [["Making"], ["Unclear"], ["Failed"], ["Done"]]
    assert list(table["title"]) == ["Slow Sunday", "Northbound", "Kitchen radio", "Low tide"]
    assert list(table["length"]) == ["", "", "", "2:14"]
    assert table["quota"].tolist()[2:] == [0, 5]
    assert table["quota"].isna().tolist() == [True, True, False, False], "a running job's quota is provisional"


def test_the_sums_are_exact_and_follow_the_search(remote, visit):
    remote.made("Low tide")
    remote.made("Northbound")
    remote.followed("ON_QUEUE", request={"title": "Slow Sunday"})
    at = visit("history.py")
    assert "3 jobs · 10 quota · 1 still running" in texts(at)
    at.text_input(key="search").input("NORTH").run()
    assert list(rows(at)["title"]) == ["Northbound"]
    assert "1 job · 5 quota" in texts(at)
    at.text_input(key="search").input("nothing like it").run()
    assert "No job fits this search." in texts(at)
    assert not at.exception


def test_filters_narrow_by_action_state_and_time(remote, visit):
    remote.made("Low tide")
    remote.unknown(title="Northbound")
    at = visit("history.py")
    at.multiselect(key="filter-states").select("Unclear").run()
    assert list(rows(at)["title"]) == ["Northbound"]
    at.multiselect(key="filter-states").set_value([]).run()
    at.multiselect(key="filter-actions").select("cover").run()
    assert "No job fits this search." in texts(at)
    at.multiselect(key="filter-actions").set_value([]).run()
    at.button_group(key="filter-since").set_value("24 hours").run()
    assert "No job fits this search." in texts(at), "the test's jobs are old"
    assert not at.exception


def test_the_card_shows_the_job_of_the_address(remote, visit):
    job = remote.made("Low tide", request={"sound_prompt": "first line\nsecond line", "weirdness": 0.7})
    remote.made("Northbound")
    at = visit("history.py", job=job.id)
    assert at.subheader[0].value == "Low tide"
    assert "first line  \nsecond line" in texts(at)
    assert "Weirdness 0\\.7 · Seed 4711" in texts(at)
    at.session_state["detail-tabs"] = "Record"
    at.run()
    assert '"sound_prompt": "first line\\nsecond line"' in texts(at)
    assert '"jobId": "p-' in texts(at)


def test_a_row_that_is_chosen_is_shown_and_named_in_the_address(remote, visit):
    first = remote.made("Low tide")
    remote.made("Northbound")
    at = visit("history.py")
    assert at.subheader[0].value == "Northbound"
    at.session_state[at.dataframe[0].key] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    at.run()
    assert at.subheader[0].value == "Low tide"
    assert at.query_params["job"] in (first.id, [first.id])
    assert not at.exception


def test_an_unknown_job_in_the_address_shows_the_newest(remote, visit):
    remote.made("Low tide")
    assert visit("history.py", job="../../etc/passwd").subheader[0].value == "Low tide"


def test_the_card_plays_a_piece_unless_the_dock_holds_it(house, visit):
    old, new = house.made("Low tide"), house.made("Northbound")
    at = visit("history.py", job=old.id)
    addresses = [audio.proto.url for audio in at.get("audio")]
    assert len(addresses) == 2
    assert any(old.songs[0].media[0].path in address for address in addresses)
    assert any(new.songs[0].media[0].path in address for address in addresses)
    at.button(key="detail-play").click().run()
    (dock,) = at.get("audio")
    assert old.songs[0].media[0].path in dock.proto.url
    assert dock.proto.autoplay


def test_a_download_has_the_name_of_the_piece(house, visit):
    job = house.made("Low tide")
    links = [link.proto.url for link in visit("history.py").get("link_button")]
    assert links == [f"http://localhost:8501{job.songs[0].media[0].path}?download=Low+tide"]


def test_the_words_of_a_song_stand_in_their_sections(house, visit):
    house.made(lyrics="[Verse 1]\nUnder a neon sky\n\n[Chorus]\nPaper lanterns", imageUrl="http://127.0.0.1:9/a.jpg")
    at = visit("history.py")
    at.session_state["detail-tabs"] = "Words"
    at.run()
    assert ":small[:gray[Chorus]]  \nPaper lanterns" in texts(at)
    assert len(at.get("image")) == 2, "in the dock and in the card"
    assert not at.exception


def test_an_instrumental_says_that_it_has_no_words(house, visit):
    house.made()
    at = visit("history.py")
    at.session_state["detail-tabs"] = "Words"
    at.run()
    assert "No words: it is instrumental." in texts(at)


def test_a_job_of_words_shows_them_first_and_nothing_to_play(remote, visit):
    remote.written("[Verse 1]\nIt rains on the tin roof")
    at = visit("history.py")
    assert at.subheader[0].value == "Rain"
    assert "It rains on the tin roof" in texts(at)
    buttons = [button.key for button in at.button]
    assert "detail-words" in buttons
    assert "detail-play" not in buttons
    assert "detail-reuse" not in buttons
    assert not at.get("audio")
    assert not at.exception


def test_its_settings_are_used_again_on_generate(house, visit):
    house.made(request={"sound_prompt": "a very own prompt"})
    at = visit("history.py")
    at.button(key="detail-reuse").click().run()
    assert at.text_area(key="music-sound_prompt").value == "a very own prompt"
    assert not at.exception


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem.UNAUTHORIZED, "does not accept the key"),
        (Problem.OUT_OF_QUOTA, "no quota left"),
        (Problem.REJECTED, "gave no reason"),
    ],
)
def test_a_refused_job_says_why_and_offers_to_send_it_again(remote, visit, problem, said):
    remote.refused(problem)
    at = visit("history.py")
    assert said in texts(at)
    assert "Nothing was charged." in texts(at)
    at.button(key="detail-again").click().run()
    assert [job.state for job in remote.studio.ledger.latest(9)] == [State.INTENT, State.FAILED]
    assert remote.studio.ledger.totals().quota == Decimal(0)
    assert not at.exception


def test_foreign_titles_are_never_markup(remote, visit):
    remote.made("**bold** [x](http://evil.example) <b>b</b> :smile:")
    at = visit("history.py")
    assert at.subheader[0].value.startswith("\\*\\*bold\\*\\*")
    assert "[x](http" not in at.subheader[0].value
    assert not at.exception

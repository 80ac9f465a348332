"""A quote within the sentences around it."""

import pytest

from apps.web.passage import passage

BODY = (
    "A headline\n\nOne came. Two came. Three spoke of the vote. Four left. Five left. Six left.\n\nAnother paragraph."
)


def of(words: str, body: str = BODY) -> tuple[str, str, str]:
    start = body.index(words)
    found = passage(body, start=start, end=start + len(words))
    return found.before, found.exact, found.after


def test_two_sentences_stand_on_either_side() -> None:
    assert of("Three spoke of the vote.") == (
        "One came. Two came. ",
        "Three spoke of the vote.",
        " Four left. Five left.",
    )


def test_a_quote_within_a_sentence_brings_the_rest_of_it() -> None:
    before, _, after = of("spoke of")
    assert (before, after) == ("One came. Two came. Three ", " the vote. Four left. Five left.")


def test_a_headline_is_a_sentence_of_its_own() -> None:
    before, _, after = of("A headline")
    assert (before, after) == ("", "\n\nOne came. Two came.")


@pytest.mark.parametrize("words", ["A headline", "Another paragraph.", "Six left.", "e"])
def test_the_parts_are_one_piece_of_the_text(words: str) -> None:
    assert "".join(of(words)) in BODY


def test_text_without_sentence_ends_is_cut() -> None:
    before, _, after = of("here", "word " * 1_000 + "here" + " word" * 1_000)
    assert (before[0], after[-1]) == ("…", "…")


def test_an_emoji_before_the_quote_shifts_nothing() -> None:
    assert of("vote", "🙂🙂 A vote. Done.") == ("🙂🙂 A ", "vote", ". Done.")

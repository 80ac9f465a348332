"""Two versions of a text, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from apps.web.differences import Kind, Paragraph, differences

LONG = "one\n\ntwo\n\nthree\n\nfour\n\nfive"


def told(found: list[Paragraph]) -> list[str]:
    signs = {Kind.SAME: "", Kind.ADDED: "+", Kind.REMOVED: "-"}
    return [
        str(item.skipped) if item.skipped else "|".join(f"{signs[piece.kind]}{piece.text}" for piece in item.pieces)
        for item in found
    ]


def test_words_that_changed_are_told_apart_from_those_that_stayed() -> None:
    assert told(differences("Voting was calm.", "Voting was orderly.")) == ["Voting was |-calm|+orderly|."]


def test_a_number_changes_as_a_whole() -> None:
    assert told(differences("1,006 stations were seen", "1,021 stations were seen")) == [
        "-1,006|+1,021| stations were seen"
    ]


def test_a_text_that_stayed_has_no_differences() -> None:
    assert differences("one\n\ntwo", "one\ntwo\n") == []


def test_far_paragraphs_are_counted_and_near_ones_shown() -> None:
    assert told(differences(LONG, LONG.replace("five", "six"))) == ["3", "four", "-five", "+six"]


def test_a_new_paragraph_is_added_whole() -> None:
    assert told(differences("one", "one\n\nA correction.")) == ["one", "+A correction."]


def test_paragraphs_with_little_in_common_are_not_mixed() -> None:
    assert told(differences("Voting was calm.", "Nobody came at all, said they")) == [
        "-Voting was calm.",
        "+Nobody came at all, said they",
    ]


def test_long_paragraphs_are_compared_in_time() -> None:
    old, new = ("word " * 20_000).strip(), ("other " * 20_000).strip()
    assert told(differences(old, new)) == [f"-{old}", f"+{new}"]


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_both_texts_can_be_read_from_what_is_shown(old: str, new: str) -> None:
    found = differences(old, new)
    for kind, text in ((Kind.ADDED, old), (Kind.REMOVED, new)):
        shown = ["".join(piece.text for piece in item.pieces if piece.kind is not kind) for item in found]
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if not any(item.skipped for item in found) and found:
            assert "".join("".join(shown).split()) == "".join("".join(lines).split())

"""The pipelines that extraction is timed beside, each over the same sentences of the same text."""

import importlib
import importlib.metadata
import importlib.util
import inspect
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from apps.extraction.packs import load
from apps.extraction.pipeline import extract
from apps.extraction.reading import read

Run = Callable[[str], object]


def sentences(text: str) -> list[str]:
    reading = read(text, load("ru"), headline=None)
    return [text[one.start : one.end] for one in reading.sentences]


def with_tagger() -> Run:
    """Extraction as it runs: the neural tagger is asked where a text has uncertain names."""
    return extract


def without_tagger() -> Run:
    """Extraction by rules alone."""
    people = importlib.import_module("apps.extraction.people")
    if hasattr(people, "tagger"):
        vars(people)["tagger"] = lambda _language: None
    return extract


class _WorkingSet:
    """As much of setuptools' `pkg_resources` as pymorphy2 asks for; newer setuptools no longer bring it."""

    def iter_entry_points(self, group: str, name: str | None = None) -> Iterator[importlib.metadata.EntryPoint]:
        return (one for one in importlib.metadata.entry_points(group=group) if name in {None, one.name})


def _argument_names(function: Callable[..., Any]) -> tuple[list[str], None, None, None]:
    """`inspect.getargspec`, which Python 3.11 dropped and pymorphy2 0.9 still calls."""
    return [*inspect.signature(function).parameters], None, None, None


def natasha() -> Run | None:
    """Segmentation, morphology, syntax, entities and their normal forms, sentence by sentence."""
    warnings.simplefilter("ignore")
    if importlib.util.find_spec("pkg_resources") is None:
        shim = types.ModuleType("pkg_resources")
        vars(shim)["WorkingSet"] = _WorkingSet
        vars(shim)["iter_entry_points"] = _WorkingSet().iter_entry_points
        sys.modules["pkg_resources"] = shim
    if not hasattr(inspect, "getargspec"):
        vars(inspect)["getargspec"] = _argument_names
    try:
        library = importlib.import_module("natasha")
    except ImportError:
        return None
    segmenter, vocabulary, embedding = library.Segmenter(), library.MorphVocab(), library.NewsEmbedding()
    morphology, syntax = library.NewsMorphTagger(embedding), library.NewsSyntaxParser(embedding)
    entities = library.NewsNERTagger(embedding)

    def run(text: str) -> None:
        for sentence in sentences(text):
            document = library.Doc(sentence)
            document.segment(segmenter)
            document.tag_morph(morphology)
            document.parse_syntax(syntax)
            document.tag_ner(entities)
            for token in document.tokens:
                token.lemmatize(vocabulary)
            for span in document.spans:
                span.normalize(vocabulary)

    return run


def spacy() -> Run | None:
    """A blank Russian pipeline with sentence ends: tokens, no model."""
    try:
        library = importlib.import_module("spacy")
    except ImportError:
        return None
    pipeline = library.blank("ru")
    pipeline.add_pipe("sentencizer")
    return lambda text: [pipeline(sentence) for sentence in sentences(text)]


PIPELINES: dict[str, tuple[str, Callable[[], Run | None]]] = {
    "rules": ("electionwatch, rules alone", without_tagger),
    "tagger": ("electionwatch, with the tagger", with_tagger),
    "natasha": ("natasha, full pipeline", natasha),
    "spacy": ("spaCy, blank", spacy),
}

"""Where people stand in a Russian sentence, by a small neural tagger that may be absent.

The models (slovnet's NER over navec) lie in the wheel of natasha, whose own code is never imported: it needs packages
that current setuptools no longer brings. Loading takes a second and 180 MB, so it happens at the first uncertain name.
"""

import importlib
import importlib.util
import os
from functools import cache
from pathlib import Path
from typing import Any, Protocol

MAX_CHARACTERS = 800  # of a sentence: the tagger's memory grows with it
_EMBEDDING = "emb/navec_news_v1_1B_250K_300d_100q.tar"
_MODEL = "model/slovnet_ner_news_v1.tar"


class Tagger(Protocol):
    def people(self, text: str) -> list[tuple[int, int]]:
        """Places of people in a sentence."""
        ...


class NeuralTagger:
    """slovnet's named entities, only the people among them."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def people(self, text: str) -> list[tuple[int, int]]:
        if len(text) > MAX_CHARACTERS:
            return []
        return [(span.start, span.stop) for span in self._model(text).spans if span.type == "PER"]


def _data() -> Path | None:
    """The folder of model files inside the wheel, or None where it is not installed."""
    spec = importlib.util.find_spec("natasha")
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) / "data" if places else None


@cache
def tagger(language: str) -> Tagger | None:
    """The tagger of a language, loaded once; None where the language has none or its files are missing."""
    folder = _data() if language == "ru" else None
    if folder is None or not all((folder / name).exists() for name in (_EMBEDDING, _MODEL)):
        return None
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # numpy's threads only slow down matrices this small
    try:
        navec, slovnet = importlib.import_module("navec"), importlib.import_module("slovnet")
    except ImportError:
        return None
    model = slovnet.NER.load(str(folder / _MODEL))
    model.navec(navec.Navec.load(str(folder / _EMBEDDING)))
    return NeuralTagger(model)

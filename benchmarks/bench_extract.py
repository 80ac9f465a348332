"""Times the whole extraction pipeline beside natasha's full pipeline and a blank spaCy pipeline, in one run.

The two others are optional: `pip install natasha spacy 'setuptools<81'` into the environment; what is missing is named
and left out. Every pipeline gets the same text, our own wording below, cut into the same sentences. Figures are the
median of several runs, warm; growth is measured from 1,000 to 60,000 characters.
"""

import gc
import importlib
import resource
import statistics
import sys
import time
import warnings
from collections.abc import Callable

from apps.extraction.packs import load
from apps.extraction.pipeline import extract
from apps.extraction.reading import read

RUSSIAN = """Миссия наблюдателей подвела итоги выборов

Парламентские выборы прошли спокойно и были хорошо организованы, однако подлинной конкуренции избиратели не увидели. Об этом на брифинге сообщил глава миссии БДИПЧ ОБСЕ Петер Новак.

«Мы посетили более 120 избирательных участков в 14 из 20 регионов, и в 96% случаев ход голосования оценили положительно», – сказал он. По его словам, подсчёт голосов был менее прозрачным: наблюдателям не всегда давали копии протоколов.

Кампания получилась вялой, а государственные телеканалы освещали её односторонне. Вместе с тем миссия приветствовала участие женщин в работе комиссий. Итоговый отчёт будет опубликован через восемь недель.

В Центральной избирательной комиссии с критикой не согласны. Председатель комиссии Анна Иванова заявила, что нарушений не зафиксировано, явка составила 61,3%.

"""  # noqa: E501
ENGLISH = """Observers call the election calm but uncompetitive

The parliamentary election was conducted efficiently, but voters had no genuine alternative, the joint observation mission said in a preliminary statement on Monday. Head of mission Maria Lindqvist told reporters that fundamental freedoms remained restricted.

"We visited more than 240 polling stations in 11 of 18 regions, and the voting was assessed positively in 94 per cent of them," she said. Counting was less transparent: observers were not always given copies of the protocols.

The campaign was low-key, and state media coverage was biased in favour of the ruling party. However, the mission welcomed the participation of women in election commissions. The final report will be published in eight weeks.

The Central Election Commission rejected the criticism. Its chair, Peter Brown, said that no violations were recorded and that turnout stood at 61.3 per cent.

"""  # noqa: E501
SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 60_000)
REPEATS = 5


def sized(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


def milliseconds(run: Callable[[str], object], text: str, *, repeats: int = REPEATS) -> float:
    """The median of several warm runs."""
    run(text)
    taken = []
    for _ in range(repeats):
        gc.collect()
        started = time.perf_counter()
        run(text)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def memory() -> float:
    """The process's peak so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def sentences(text: str) -> list[str]:
    reading = read(text, load("ru"), headline=None)
    return [text[one.start : one.end] for one in reading.sentences]


def natasha_pipeline() -> Callable[[str], object] | None:
    """Segmentation, morphology, syntax, entities and their normal forms, sentence by sentence."""
    warnings.simplefilter("ignore")
    try:
        library = importlib.import_module("natasha")
    except ImportError:
        return None
    segmenter, vocabulary, embedding = library.Segmenter(), library.MorphVocab(), library.NewsEmbedding()
    taggers = [
        library.NewsMorphTagger(embedding),
        library.NewsSyntaxParser(embedding),
        library.NewsNERTagger(embedding),
    ]

    def run(text: str) -> None:
        for sentence in sentences(text):
            document = library.Doc(sentence)
            document.segment(segmenter)
            document.tag_morph(taggers[0])
            document.parse_syntax(taggers[1])
            document.tag_ner(taggers[2])
            for token in document.tokens:
                token.lemmatize(vocabulary)
            for span in document.spans:
                span.normalize(vocabulary)

    return run


def spacy_pipeline() -> Callable[[str], object] | None:
    """A blank Russian pipeline with sentence ends."""
    try:
        library = importlib.import_module("spacy")
    except ImportError:
        return None
    pipeline = library.blank("ru")
    pipeline.add_pipe("sentencizer")
    return lambda text: [pipeline(sentence) for sentence in sentences(text)]


def growth(name: str, text: str) -> None:
    for size in SIZES:
        taken = milliseconds(extract, sized(text, size))
        sys.stdout.write(f"  {name} {size:6} characters {taken:8.1f} ms  {taken / size * 2000:5.1f} ms per 2,000\n")


def compared(text: str) -> None:
    ours = milliseconds(extract, text)
    sys.stdout.write(f"  electionwatch          {ours:8.1f} ms\n")
    for name, make in (("natasha, full pipeline", natasha_pipeline), ("spaCy, blank", spacy_pipeline)):
        before = memory()
        run = make()
        if run is None:
            sys.stdout.write(f"  {name:22} not installed, left out\n")
            continue
        taken = milliseconds(run, text)
        sys.stdout.write(f"  {name:22} {taken:8.1f} ms  {taken / ours:5.1f} times ours, +{memory() - before:.0f} MB\n")


def main() -> None:
    started = time.perf_counter()
    extract(RUSSIAN)
    extract(ENGLISH)
    first = (time.perf_counter() - started) * 1000
    sys.stdout.write(f"First use, packs and dictionaries loaded: {first:.0f} ms, {memory():.0f} MB in all\n")
    sys.stdout.write("Growth (linear if the last column is steady):\n")
    growth("Russian", RUSSIAN)
    growth("English", ENGLISH)
    sys.stdout.write("Beside others, 5,000 characters of Russian, the same sentences:\n")
    compared(sized(RUSSIAN, 5_000))


if __name__ == "__main__":
    main()

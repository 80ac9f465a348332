"""`make score`: the table of `benchmarks.score_corpus`."""

from benchmarks.score_corpus import main

if __name__ == "__main__":
    main()

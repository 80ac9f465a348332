"""Texts that look like observation statements and are none, and ones that are, in each language."""

import pytest

from apps.extraction.pipeline import extract

NONE = {
    "accreditation": "ЦИК аккредитовал 120 наблюдателей от ОБСЕ и СНГ\n\nЦентральная избирательная комиссия "
    "аккредитовала "
    "120 международных наблюдателей на предстоящие выборы президента. Наблюдатели ОБСЕ прибудут в пятницу.",
    "plans": "OSCE to observe Moldova's parliamentary elections\n\nThe OSCE Office for Democratic "
    "Institutions and Human "
    "Rights will deploy 200 observers to the upcoming elections in Moldova, the mission said on Monday.",
    "turnout": "Явка на выборах превысила 60 процентов\n\nВ выборах президента приняли участие 60,2 процента "
    "избирателей, "
    "сообщили в ЦИК. Голосование прошло на 3000 участков.",
    "training": "Семинар для наблюдателей прошёл в Оше\n\nВ городе Ош прошёл семинар для наблюдателей "
    "накануне выборов. "
    "Участники изучили избирательное законодательство.",
    "party": "Opposition leader calls vote a farce\n\nThe leader of the opposition party said that the "
    "election was neither "
    "free nor fair. \"It was stolen,\" he told supporters. The ruling party rejected the claim.",
    "invitation": "Serbia's president invites observers\n\nBelgrade is ready to host more international observers at a "
    "rerun, President Ivan Petrovic said on Monday. He said that the OSCE would be invited. \"Ours was an honest, "
    "clean election,\" Petrovic told reporters.",
    "peacekeepers": "UN observers suspend patrols\n\nObservers of the United Nations said that they had "
    "suspended patrols "
    "near the border after fighting. The head of the mission said that the risk was too high.",
    "calendar": "L'élection présidentielle se tiendra en mars\n\nLa commission électorale a annoncé que le scrutin se "
    "tiendra le 3 mars. Des observateurs de l'Union africaine seront accrédités.",
}  # fmt: skip
SOME = {
    "ru": "Миссия СНГ признала выборы открытыми\n\nВыборы в Узбекистане прошли открыто, заявила миссия "
    "наблюдателей СНГ. "
    "Наблюдатели отметили высокую организацию голосования.",
    "en": "The Coalition for Fair Elections observed yesterday's elections in Kenya. Our observers found that "
    "counting was "
    "transparent, but that the campaign was marred by violence.",
    "es": "La Misión de Observación Electoral de la OEA destacó que las elecciones en Honduras fueron "
    "pacíficas y lamentó la "
    "falta de transparencia del conteo.",
    "fr": "La mission d'observation électorale de l'Union africaine a salué le déroulement calme du scrutin "
    "au Bénin et a "
    "regretté le manque de transparence du dépouillement.",
    "uk": "Спостерігачі ОБСЄ заявили, що вибори в Україні пройшли вільно, але підрахунок голосів був непрозорим.",
    "kk": "ТМД байқаушылары Қазақстандағы сайлау ашық әрі әділ өтті деп мәлімдеді. Заң бұзушылықтар тіркелген жоқ.",
}  # fmt: skip


@pytest.mark.parametrize("name", NONE)
def test_nothing_is_claimed_from_it(name: str) -> None:
    extraction = extract(NONE[name])
    assert not extraction.is_observation_statement
    assert extraction.not_because is not None
    assert not extraction.findings


@pytest.mark.parametrize("language", SOME)
def test_a_missions_assessment_is_a_statement(language: str) -> None:
    extraction = extract(SOME[language])
    assert (extraction.language, extraction.is_observation_statement) == (language, True)

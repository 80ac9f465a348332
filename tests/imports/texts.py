"""Short observation texts of our own for the tests."""

BRIEFING = (
    "Наблюдатели СНГ одобрили выборы\n\n"
    "Минск, 12 октября 2015 года. Миссия наблюдателей СНГ посетила более 40 избирательных участков в Белоруссии. "
    "Об этом сообщил глава миссии наблюдателей СНГ Сергей Лебедев.\n\n"
    "По его словам, президентские выборы 11 октября прошли спокойно и организованно. "
    "Лебедев отметил, что кандидаты могли свободно вести агитацию.\n\n"
    "Итоговый отчет миссии будет опубликован через две недели.\n"
)

STATEMENT = (
    "Preliminary statement of the OSCE/ODIHR mission\n\n"
    "The OSCE/ODIHR observation mission observed the parliamentary elections held in Kazakhstan on 10 January 2021.\n\n"
    "The mission found that the elections lacked genuine competition. "
    "Election commissions prepared the vote efficiently. "
    "The mission visited more than 90 polling stations in 13 of 17 regions.\n"
)

RECIPE = (
    "How to bake bread\n\n"
    "Mix flour with water and salt, let the dough rest overnight, and bake it in a hot oven until the crust is brown.\n"
)

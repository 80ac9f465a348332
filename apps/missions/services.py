"""Reference data of missions: the organisations that observe, and those of them that publish under their own name."""

from django.db import transaction

from apps.core.reference import BadReference
from apps.elections.models import Country
from apps.missions.catalogue import Entry, organisation_entries
from apps.missions.choices import OrganisationKind
from apps.missions.models import Organisation
from apps.statements.choices import PublisherKind
from apps.statements.models import Publisher


@transaction.atomic
def load_organisations() -> int:
    """Add the organisations that are missing, parents first, and return how many were added.

    Those that are there stay as they are: analysts may have corrected them.
    """
    known = set(_there())
    missing = [entry for entry in organisation_entries() if entry["code"] not in known]
    added = len(missing)
    while missing:
        ready = [entry for entry in missing if entry.get("parent") is None or entry["parent"] in known]
        if not ready:
            raise BadReference(f"no such parent: {', '.join(sorted(entry['parent'] for entry in missing))}")
        _create(ready)
        known |= {entry["code"] for entry in ready}
        missing = [entry for entry in missing if entry["code"] not in known]
    return added


def _there() -> dict[str, Organisation]:
    """The organisations of the table that exist, by the table's code: an analyst may have made one under another."""
    by_code = {organisation.code: organisation for organisation in Organisation.objects.all()}
    by_name = {organisation.short_name: organisation for organisation in by_code.values()}
    found = {entry["code"]: by_code.get(entry["code"], by_name.get(entry["short"])) for entry in organisation_entries()}
    return {code: organisation for code, organisation in found.items() if organisation is not None}


def _create(entries: list[Entry]) -> None:
    parents = _there()
    countries = {country.iso2: country for country in Country.objects.all()}
    Organisation.objects.bulk_create(
        [
            Organisation(
                code=entry["code"],
                short_name=entry["short"],
                short_names=_texts(ru=entry.get("short_ru"), kk=entry.get("short_kk")),
                kind=OrganisationKind(entry["kind"]),
                names=_names(entry),
                parent=parents[entry["parent"]] if "parent" in entry else None,
                country=countries[entry["country"]] if "country" in entry else None,
                website=entry.get("website", ""),
            )
            for entry in entries
        ],
        ignore_conflicts=True,
    )


def _names(entry: Entry) -> dict[str, str]:
    return _texts(en=entry.get("en"), ru=entry.get("ru"), kk=entry.get("kk"))


def _texts(**texts: str | None) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}


@transaction.atomic
def load_publishers() -> int:
    """Add a publisher for each organisation of the table with a site of its own, and return how many were added."""
    with_site = [entry for entry in organisation_entries() if "website" in entry]
    known = set(Publisher.objects.values_list("code", flat=True))
    missing = [
        Publisher(code=entry["code"], kind=PublisherKind.OBSERVER, names=_names(entry), website=entry["website"])
        for entry in with_site
        if entry["code"] not in known
    ]
    Publisher.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)

"""Whole lists as files, read back by what other people use."""

import csv
import io
import json

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import resolve

from apps.web.exports import TABLES
from tests import factories as make
from tests.web.world import World

NAMES = [table.name for table in TABLES]


def rows(client: Client, name: str) -> list[dict[str, str]]:
    text = client.get(f"/en/downloads/{name}.csv").getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", NAMES)
def test_the_three_formats_hold_the_same(client: Client, world: World, name: str) -> None:
    make.follow_up(world.recommendation, make.quote("open and competitive", world.own_text), author=world.other)
    table = rows(client, name)
    records = json.loads(client.get(f"/en/downloads/{name}.json").getvalue())
    lines = client.get(f"/en/downloads/{name}.ndjson").getvalue().decode().splitlines()
    assert [json.loads(line) for line in lines] == records
    assert [list(row) for row in table] == [list(record) for record in records]
    assert len(table) > 0


def test_a_file_is_written_while_it_is_read(client: Client, world: World) -> None:
    assert isinstance(client.get("/en/downloads/findings.csv"), StreamingHttpResponse)


def test_addresses_in_a_file_lead_to_pages(client: Client, world: World) -> None:
    for row in rows(client, "findings"):
        assert client.get(row["url"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝"])
def test_no_text_becomes_a_formula(client: Client, world: World, sign: str) -> None:
    text = f"{sign}HYPERLINK(1)"
    make.published(make.statement(f"A title\n\n{text}", of=world.limited, title=text))
    assert f"'{text}" in {row["title"] for row in rows(client, "statements")}
    assert text in {item["title"] for item in json.loads(client.get("/en/downloads/statements.json").getvalue())}


def test_retold_words_are_marked(client: Client, world: World) -> None:
    marks = {row["code"]: row["authenticity"] for row in rows(client, "findings")}
    assert (marks[world.criticism.code], marks[world.praise.code]) == ("retold", "original")


def test_a_quote_is_found_by_its_place(client: Client, world: World) -> None:
    (row,) = [row for row in rows(client, "quotes") if row["claim"] == world.criticism.code]
    body = world.report.versions.get(sha256=row["sha256"]).body
    assert body[int(row["start"]) : int(row["end"])] == row["exact"] == "lacked genuine competition"


def test_the_package_describes_each_file(client: Client, world: World) -> None:
    package = client.get("/en/downloads/datapackage.json").json()
    assert [item["name"] for item in package["resources"]] == [name.replace("_", "-") for name in NAMES]
    for item in package["resources"]:
        path = item["path"].removeprefix("http://testserver")
        assert resolve(path).url_name == "download"
        header = client.get(path).getvalue().decode("utf-8-sig").splitlines()[0]
        assert header.split(",") == [field["name"] for field in item["schema"]["fields"]]


@pytest.mark.parametrize("path", ["secrets.csv", "findings.xml"])
def test_other_files_there_are_none(client: Client, world: World, path: str) -> None:
    assert client.get(f"/en/downloads/{path}").status_code == 404

"""The guarded fetch, against real sockets on this machine."""

import gzip
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from apps.imports.choices import Problem
from apps.imports.fetch import checked_address, fetch, is_public
from apps.imports.problems import Rejected

PRIVATE = (
    "127.0.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - an address to refuse, nothing is bound to it
    "224.0.0.1",
    "192.0.0.8",
    "192.88.99.1",
    "198.18.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001::1",
    "2001:20::1",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "::ffff:0:7f00:1",
)


class Handler(BaseHTTPRequestHandler):
    """Answers by path; each path is one way for a server to behave."""

    def do_GET(self) -> None:
        getattr(self, f"page_{self.path.strip('/').split('/')[0]}")()

    def log_message(self, *_args: object) -> None:
        """Stay silent."""

    def answer(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_ok(self) -> None:
        self.answer(b"<p>words</p>")

    def page_hop(self) -> None:
        self.answer(b"", status=302, Location="/ok")

    def page_loop(self) -> None:
        self.answer(b"", status=302, Location="/loop")

    def page_inside(self) -> None:
        self.answer(b"", status=302, Location="http://169.254.169.254/latest/meta-data/")

    def page_script(self) -> None:
        self.answer(b"", status=302, Location="file:///etc/passwd")

    def page_missing(self) -> None:
        self.answer(b"", status=404)

    def page_gzip(self) -> None:
        self.answer(gzip.compress(b"<p>words</p>"), Content_Encoding="gzip")

    def page_bomb(self) -> None:
        self.answer(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")

    def page_twice(self) -> None:
        self.answer(gzip.compress(gzip.compress(b"words")), Content_Encoding="gzip, gzip")

    def page_large(self) -> None:
        self.answer(b"a" * 300_000)

    def page_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _second in range(40):
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.1)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    # A fetch that stops in the middle breaks the handler's pipe; that is its business.
    httpd.handle_error = lambda *_args: None  # type: ignore[method-assign]
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def local(address: str) -> bool:
    return address == "127.0.0.1"


def problem_of(url: str, **options: object) -> Problem:
    with pytest.raises(Rejected) as caught:
        fetch(url, **options)  # type: ignore[arg-type]
    return caught.value.problem


@pytest.mark.parametrize("address", PRIVATE)
def test_special_purpose_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2a00:1450:4001:81b::200e", "2606:4700::1111"])
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "https://10.0.0.1/",
    ],
)
def test_no_spelling_of_a_private_address_is_fetched(url: str) -> None:
    assert problem_of(url) in {Problem.PRIVATE_ADDRESS, Problem.NOT_FETCHED}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "http://user:secret@example.org/",
        "http:\\\\example.org",
        "http://exa mple.org/",
        "javascript:alert(1)",
        "http://example.org:99999/",
        "http://[::1",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(Rejected) as caught:
        checked_address(url)
    assert caught.value.problem == Problem.BAD_ADDRESS


def test_other_ports_than_the_web_are_refused() -> None:
    assert problem_of("http://example.org:6379/") == Problem.PRIVATE_ADDRESS


@pytest.mark.parametrize("path", ["ok", "hop", "gzip"])
def test_a_page_arrives(server: str, path: str) -> None:
    assert fetch(f"{server}/{path}", allowed=local).body == b"<p>words</p>"


def test_the_address_after_redirects_is_kept(server: str) -> None:
    assert fetch(f"{server}/hop", allowed=local).url == f"{server}/ok"


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("inside", Problem.PRIVATE_ADDRESS),
        ("script", Problem.BAD_ADDRESS),
        ("loop", Problem.NOT_FETCHED),
        ("missing", Problem.NOT_FETCHED),
        ("twice", Problem.NOT_FETCHED),
        ("bomb", Problem.TOO_LARGE),
    ],
)
def test_hostile_answers_end_with_a_reason(server: str, path: str, problem: Problem) -> None:
    assert problem_of(f"{server}/{path}", allowed=local) == problem


def test_a_body_over_the_cap_is_cut_off(server: str) -> None:
    assert problem_of(f"{server}/large", allowed=local, max_bytes=10_000) == Problem.TOO_LARGE


def test_a_server_that_drips_meets_the_deadline(server: str) -> None:
    began = time.monotonic()
    assert problem_of(f"{server}/drip", allowed=local, seconds=0.5) == Problem.TOO_SLOW
    assert time.monotonic() - began < 3


def test_a_name_with_one_private_address_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_options: answers)
    assert problem_of("http://rebinding.example/") == Problem.PRIVATE_ADDRESS


def test_the_connection_goes_to_the_address_that_was_judged(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(server.rpartition(":")[2])
    answers = iter([[(2, 1, 6, "", ("127.0.0.1", port))], [(2, 1, 6, "", ("127.0.0.2", port))]])
    monkeypatch.setattr("socket.getaddrinfo", lambda host, *_args, **_options: _resolve(host, answers, port))
    assert fetch(f"http://rebinding.example:{port}/ok", allowed=local).body == b"<p>words</p>"


def _resolve(host: str, answers: Iterator[Sequence[object]], port: int) -> object:
    """The name flips its answer after the first question; an address that is asked for literally stays itself."""
    return next(answers) if host == "rebinding.example" else [(2, 1, 6, "", (host, port))]

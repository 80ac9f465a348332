"""Fetching a page from the public internet, and from nowhere else.

The guard sits in the connection itself: a name is resolved once, refused unless every address it has is public, and
the connection goes to the very address that was judged, so that a name which answers differently the second time
gains nothing. A deadline and a cap on bytes hold for every read, headers included.
"""

import ipaddress
import socket
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from apps.imports.choices import Problem
from apps.imports.problems import Rejected

MAX_BYTES = 2_000_000
DEADLINE = 20.0
MAX_HOPS = 5
USER_AGENT = "Electionwatch/1 (election observation archive)"

# Special-purpose ranges (IANA registries) that one or another Python release counts as global: protocol assignments,
# 6to4 relays, Teredo and ORCHIDv2, 6to4, documentation, segment routing, and NAT64, which embeds other addresses.
_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "64:ff9b::/96",
    )
)
_GLOBAL_UNICAST_V6 = ipaddress.ip_network("2000::/3")

AddressRule = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet."""
    ip = ipaddress.ip_address(address)
    if not ip.is_global or ip.is_multicast:
        return False
    if any(ip in network for network in _REFUSED if network.version == ip.version):
        return False
    return ip.version == 4 or ip in _GLOBAL_UNICAST_V6


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: `url` is the address after redirects."""

    url: str
    body: bytes
    media_type: str


class _Budget:
    """What one fetch may still spend: seconds until its deadline, and bytes on the wire."""

    def __init__(self, *, seconds: float, wire_bytes: int) -> None:
        self._end = time.monotonic() + seconds
        self._bytes = wire_bytes

    def seconds(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise Rejected(Problem.TOO_SLOW)
        return left

    def spend(self, count: int) -> None:
        self._bytes -= count
        if self._bytes < 0:
            raise Rejected(Problem.TOO_LARGE)


class _GuardedStream(httpcore.NetworkStream):
    """A connection whose every read counts against the budget."""

    def __init__(self, stream: httpcore.NetworkStream, budget: _Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, timeout=self._budget.seconds())
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._budget.seconds())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, timeout=self._budget.seconds())
        return _GuardedStream(secured, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _GuardedBackend(httpcore.NetworkBackend):
    """Resolves once, judges every address, and connects to the one that was judged."""

    def __init__(self, *, allowed: AddressRule, budget: _Budget) -> None:
        self._allowed = allowed
        self._budget = budget
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        address = self._judged_address(host, port)
        stream = self._backend.connect_tcp(address, port, timeout=self._budget.seconds())
        return _GuardedStream(stream, self._budget)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None
    ) -> httpcore.NetworkStream:
        raise Rejected(Problem.PRIVATE_ADDRESS)

    def _judged_address(self, host: str, port: int) -> str:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Rejected(Problem.NOT_FETCHED, str(error)) from error
        addresses = [str(answer[4][0]) for answer in answers]
        if not addresses or not all(self._allowed(address.split("%")[0]) for address in addresses):
            raise Rejected(Problem.PRIVATE_ADDRESS, host)
        return addresses[0]


def checked_address(url: str, *, any_port: bool = False) -> str:
    """The address, if it is plain http(s) to a host on a web port; raises Rejected otherwise."""
    stripped = url.strip()
    try:
        parts = urlsplit(stripped)
        port = parts.port
    except ValueError as error:
        raise Rejected(Problem.BAD_ADDRESS) from error
    odd = any(character in stripped for character in "\\ \t\r\n\x00") or not stripped.isprintable()
    if parts.scheme not in {"http", "https"} or not parts.hostname or odd:
        raise Rejected(Problem.BAD_ADDRESS)
    if parts.username is not None or parts.password is not None:
        raise Rejected(Problem.BAD_ADDRESS)
    if not any_port and port not in {None, 80, 443}:
        raise Rejected(Problem.PRIVATE_ADDRESS, str(port))
    return stripped


def fetch(url: str, *, allowed: AddressRule = is_public, seconds: float = DEADLINE, max_bytes: int = MAX_BYTES) -> Page:
    """Fetch one page. Raises Rejected with the reason; never connects to an address that `allowed` refuses."""
    budget = _Budget(seconds=seconds, wire_bytes=max_bytes + 100_000)
    backend = _GuardedBackend(allowed=allowed, budget=budget)
    address = checked_address(url, any_port=allowed is not is_public)
    with httpcore.ConnectionPool(network_backend=backend, max_connections=MAX_HOPS + 1) as pool:
        for _hop in range(MAX_HOPS + 1):
            outcome = _one_hop(pool, address, max_bytes)
            if isinstance(outcome, Page):
                return outcome
            address = checked_address(urljoin(address, outcome), any_port=allowed is not is_public)
    raise Rejected(Problem.NOT_FETCHED, f"more than {MAX_HOPS} redirects")


def _one_hop(pool: httpcore.ConnectionPool, url: str, max_bytes: int) -> Page | str:
    """A page, or the address that the server redirects to."""
    headers = {"User-Agent": USER_AGENT, "Accept": "text/html, text/plain;q=0.9", "Accept-Encoding": "gzip, identity"}
    try:
        with pool.stream("GET", _ascii(url), headers=list(headers.items())) as response:
            found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status in {301, 302, 303, 307, 308} and "location" in found:
                return found["location"]
            if response.status != 200:
                raise Rejected(Problem.NOT_FETCHED, f"HTTP {response.status}")
            body = _decoded(response.iter_stream(), found.get("content-encoding", "identity"), max_bytes)
            return Page(url=url, body=body, media_type=found.get("content-type", ""))
    except httpcore.TimeoutException as error:
        raise Rejected(Problem.TOO_SLOW) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, UnicodeError) as error:
        raise Rejected(Problem.NOT_FETCHED, str(error)) from error


def _ascii(url: str) -> str:
    """The address as it goes over the wire: Cyrillic hosts in Punycode, other letters percent-encoded."""
    return str(httpx.URL(url))


def _decoded(chunks: Iterable[bytes], coding: str, max_bytes: int) -> bytes:
    """The body, inflated never further than the cap, so that a bomb stops at its first bytes over it."""
    if coding not in {"identity", "gzip", ""}:
        raise Rejected(Problem.NOT_FETCHED, f"content coding {coding[:40]}")
    inflate = zlib.decompressobj(wbits=31) if coding == "gzip" else None
    body = bytearray()
    for chunk in chunks:
        try:
            body += inflate.decompress(chunk, max_bytes + 1 - len(body)) if inflate else chunk
        except zlib.error as error:
            raise Rejected(Problem.NOT_FETCHED, "damaged compression") from error
        if len(body) > max_bytes:
            raise Rejected(Problem.TOO_LARGE)
    return bytes(body)

"""Addresses: which are of the web, how one is written, which two lead to one article, what of one may be shown."""

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from briefing.errors import BriefingError

WEB = re.compile(r"(?i)^https?://")
FEED = re.compile(r"(?i)^feed:(?://)?(?=https?://)|^feed(?=://)")
"""Two ways to mark an address as a feed's: ``feed:https://…`` and ``feed://…``."""
PORTS = {"http": 80, "https": 443}
TRACKING = re.compile(
    r"(?i)^(?:(?:utm|pk|mtm|oly|vero|gs)_\w+|at_(?:medium|campaign|format|bbc_team|link_\w+|ptr_\w+|custom\d)"
    r"|(?:fb|g|dc|msc?l?k|tw|yc|ttc)l?clid|gclsrc|msclkid|igshid|igsh|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|mkt_tok|wt[._]\w+"
    r"|ns_(?:campaign|mchannel|source|linkname|fee)|cmp|cmpid|ocid|ito|xtor|smid|taid|ftag)$"
)
"""Parameters that say where a reader came from, by their exact names: courlan's patterns also take ``eid`` and whatever
begins with "ga", and two articles of one site may differ in nothing else."""
SECRET = re.compile(r"(?i)token|secret|passw|auth(?!or)|api_?key|signature|^(?:key|sig|pw|session(?:id)?)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where one request goes."""

    scheme: str
    host: str
    port: int
    path: str
    """With the query."""
    login: str | None = None
    """``user:password``, where the address names them."""

    @property
    def site(self) -> str:
        """Scheme, host and port: what has one robots.txt."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def address(self) -> str:
        """Without user and password."""
        return self.site + self.path


def is_web(text: str) -> bool:
    return bool(WEB.match(text) or FEED.match(text))


def target(address: str) -> Target:
    """Where ``address`` leads.

    Raises:
        BriefingError: It is no address of the web.
    """
    plain = FEED.sub("", address.strip())
    plain = "http" + plain if plain.startswith("://") else plain
    if not WEB.match(plain):
        raise BriefingError(f"{shown(plain)}: not a web address; only http:// and https:// are fetched")
    try:
        parts = parse_url(plain)
    except LocationParseError as error:
        raise BriefingError(f"{shown(plain)}: not a web address; check how it is written") from error
    host = (parts.host or "").strip("[]").rstrip(".")
    if not host or parts.scheme not in PORTS:
        raise BriefingError(f"{shown(plain)}: not a web address; check how it is written")
    port = parts.port or PORTS[parts.scheme]
    return Target(scheme=parts.scheme, host=host, port=port, path=parts.request_uri, login=parts.auth)


def canonical(address: str, base: str = "") -> str:
    """``address`` as it is fetched and printed: absolute, without fragment, user and the parameters that track."""
    whole = _absolute(base, address.strip())
    try:
        parts = urlsplit(target(whole).address)
    except BriefingError:
        return whole
    kept = [part for part in parts.query.split("&") if part and not TRACKING.match(part.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept)))


def same(address: str) -> str:
    """What two addresses of one article have in common."""
    parts = urlsplit(canonical(address))
    host = re.sub(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)", "", parts.netloc)
    path = re.sub(r"(?:/amp|/index\.html?)?/*$", "", parts.path)
    return f"{host}{path}?{urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))}"


def shown(address: str) -> str:
    """``address`` as it may stand in a brief or a log: no user, no password, no key."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return re.sub(r"//[^/]*@", "//", address.partition("?")[0])
    if not parts.netloc:
        return address
    query = re.sub(r"([^&=]+)=[^&]+", lambda m: f"{m[1]}=…" if SECRET.search(m[1]) else m[0], parts.query)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=query))


def _absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def moved(place: Target, location: str) -> Target:
    """Where a redirect from ``place`` leads; the login goes along to the same site only.

    Raises:
        BriefingError: It leads out of the web.
    """
    there = target(_absolute(place.address, location))
    return replace(there, login=place.login if there.site == place.site else None)

"""Which proxy a request goes through, if any.

A proxy resolves the names itself: what address a name leads to cannot be checked here. What says by itself that it lies
in a private network is refused as ever.
"""

import ipaddress
from urllib.request import getproxies, proxy_bypass

from briefing.errors import BriefingError
from briefing.fetch.address import Target, shown, target
from briefing.fetch.hosts import is_public
from briefing.fetch.wire import Closed

NONE = "none"
"""As a setting: go there directly, whatever the environment says."""


def proxy_for(place: Target, told: str | None) -> Target | None:
    """The proxy ``told``; where None, the one that the environment (``HTTPS_PROXY``, ``NO_PROXY`` …) or the system has
    for ``place``. Never one for this machine itself.

    Raises:
        BriefingError: It is no proxy that can be used.
    """
    if told == NONE or _is_here(place.host):
        return None
    address = told or _around(place)
    if not address:
        return None
    wrong = f'the proxy "{shown(address)}" cannot be used, only one of http://; set proxy in [fetch]'
    try:
        found = target(address if "://" in address else f"http://{address}")
    except BriefingError as error:
        raise BriefingError(wrong) from error
    if found.scheme != "http":
        raise BriefingError(wrong)
    return found


def check(host: str, *, allow_private: bool) -> None:
    """Nothing, unless ``host`` says itself that it lies in a private network.

    Raises:
        Closed: It does.
    """
    try:
        is_private = not is_public(host)
    except ValueError:  # a name
        is_private = "." not in host
    if is_private and not allow_private:
        raise Closed(f"{host} is no public address; set allow_private in [fetch] if it is meant")


def _around(place: Target) -> str | None:
    if proxy_bypass(f"{place.host}:{place.port}"):
        return None
    known = getproxies()
    return known.get(place.scheme) or known.get("all")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")

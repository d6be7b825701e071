"""Which machine a name leads to, and whether one may go there.

A name is resolved once, what it resolves to is checked, and that very address is connected to: a name that
changes its answer between the check and the connection (DNS rebinding) gains nothing.
"""

import ipaddress
import socket

from briefing.fetch.wire import Closed, Unanswered

NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def reach(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The IP addresses to connect to for ``host``, those of IPv4 first: a machine without routes for IPv6 often
    resolves it all the same.

    Raises:
        Unanswered: The host is not known, or nobody could be asked.
        Closed: All of them lie in a private network.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unanswered("the host is not known; check the address and the network") from error
    places = list(dict.fromkeys(str(one[4][0]) for one in found))
    open_to = [place for place in places if allow_private or is_public(place)]
    if not open_to:
        raise Closed(f"leads to {places[0]}, which is no public address; set allow_private in [fetch] if it is meant")
    return sorted(open_to, key=lambda place: ":" in place)


def is_public(place: str) -> bool:
    """Is ``place`` an address of the public internet, also inside the forms of IPv6 that carry one of IPv4?"""
    address: Address = ipaddress.ip_address(place.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast

"""Client addresses as limits count them: a keyed hash, never the address itself."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.utils.crypto import salted_hmac


def hash_address(address: str, *, purpose: str) -> str:
    """A keyed hash of an IPv4 address, or of the /64 network of an IPv6 address."""
    try:
        ip = ip_address(address)
    except ValueError:
        network = address
    else:
        is_long = isinstance(ip, IPv6Address)
        network = str(ip_network(f"{ip}/64", strict=False) if is_long else ip)
    return salted_hmac(purpose, network, algorithm="sha256").hexdigest()[:32]

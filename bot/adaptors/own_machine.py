"""Which addresses lead to this machine: there alone a secret may travel without TLS."""

from ipaddress import ip_address


def is_on_this_machine(host: str) -> bool:
    """Whether `host`, a name or an address, is this machine's."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

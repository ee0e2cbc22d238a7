"""The version of zeren that runs."""

from importlib.metadata import PackageNotFoundError, version


def installed_version() -> str:
    """The version of the installed distribution; ``0`` when zeren runs from a checkout that is not installed."""
    try:
        return version("zeren")
    except PackageNotFoundError:
        return "0"

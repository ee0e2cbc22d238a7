"""Why a worker gave no answer."""

from loaders.errors import ZerenError


class NoAnswer(ZerenError):
    """A query was ended, or never begun; ``retry_after``: in how many seconds to try again, if that would help."""

    def __init__(self, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TooLong(NoAnswer):
    """A query ran into the limit on time."""


class TooLarge(NoAnswer):
    """A worker died of its query: it needed more memory than one may have, or nested deeper than the engine can."""


class Overloaded(NoAnswer):
    """More is asked than the workers can do; others' queries go before."""


class TooMany(NoAnswer):
    """One client asks more than its share."""


class Ending(NoAnswer):
    """The service is being shut down."""


class ClientGone(NoAnswer):
    """Who asked has closed the connection; nobody will see this."""


class WorkerFailed(NoAnswer):
    """A defect of zeren showed itself in a worker."""

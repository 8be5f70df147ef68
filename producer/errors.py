"""What can go wrong with a call, grouped by what to do next. A class's docstring is its message."""

from typing import ClassVar

#: A provider's own words are cut here: they are shown to people and stored with the job.
MESSAGE_LIMIT = 1_000


class ProducerError(Exception):
    """The provider did not do what was asked."""

    #: What to do next, for the person who reads it.
    advice: ClassVar[str] = "Look at the message; if it does not help, try again later."

    def __init__(self, message: str = "", *, status: int | None = None, retry_after: float | None = None) -> None:
        #: The provider's (untrusted) or our own words on the matter; may be empty.
        self.message = message[:MESSAGE_LIMIT]
        #: The HTTP status, where there was an answer.
        self.status = status
        #: Seconds to wait, where the provider said so.
        self.retry_after = retry_after
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.__doc__} {self.message}".strip()


class Transport(ProducerError):
    """The provider cannot be reached."""

    # For a submit: certainly not accepted (nothing was sent). For a fetch: any trouble that may pass.
    advice = "Nothing is lost and nothing was charged: it is tried again by itself. If it goes on, check the address and the network."


class Unauthorized(ProducerError):
    """The provider does not take the API key."""  # 401

    advice = "Check TT_API_KEY, and that the account is activated. Nothing was charged."


class OutOfQuota(ProducerError):
    """The account has no balance left."""  # 402

    advice = "Top up the account at the provider, then send it again. Nothing was charged."


class Busy(ProducerError):
    """The provider is busy: too many requests, or a full queue."""  # 429, 499

    advice = "It was not accepted and not charged, and is sent again by itself when there is room."


class Rejected(ProducerError):
    """The provider refused the request."""  # 400, or FAILED in answer to a submit

    advice = "Correct what the message names and send it again. Nothing was charged."


class NotFound(Rejected):
    """The provider does not know this job or song."""  # 404

    advice = "Check that it was made with this account and provider. Nothing was charged."


class Ambiguous(ProducerError):
    """The request was sent and no clear answer came: it may have been accepted and charged."""

    advice = "It is not sent again by itself. Look at the provider's records, then adopt its job, close it, or send it anew."

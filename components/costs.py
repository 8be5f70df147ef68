"""What a job will cost, learned from the finished jobs of the same kind: no provider publishes a price list."""

from decimal import Decimal
from statistics import median_low

from components import words
from components.text import _, ngettext
from producer.contract import Request
from studio.house import studio
from studio.jobs import State

#: How many of the latest finished jobs a price is learned from.
EXPERIENCE = 20


def cost_line(model: type[Request], mv: str | None) -> tuple[str, str | None]:
    """What stands beside the button, in Markdown, and where a learned price comes from. ``mv`` is None where no model is chosen."""
    if words.free(studio().provider):
        return _("nothing is charged: made on this computer"), None
    if model.price_class is None:
        return _("free"), None
    if not (prices := _prices(model, mv)):
        return _("no experience yet with what this costs"), None
    return _("about {quota}").format(quota=words.quota(median_low(prices))), _source(len(prices))


def _source(jobs: int) -> str:
    told = ngettext("Learned from {count} finished job of this kind.", "Learned from {count} finished jobs of this kind.", jobs)
    return told.format(count=jobs)


def _prices(model: type[Request], mv: str | None) -> list[Decimal]:
    done = studio().ledger.search(actions=(model.action,), states=(State.SUCCESS,), limit=EXPERIENCE)
    return [job.quota for job in done if job.quota is not None and job.provider == studio().provider and job.request.get("mv") == mv]

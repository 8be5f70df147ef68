"""What a job will cost, learned from the finished jobs of the same kind: no provider publishes a price list."""

from statistics import median_low

from components import words
from components.text import _, ngettext
from producer.contract import Request
from studio.house import studio
from studio.jobs import State

#: How many of the latest finished jobs a price is learned from.
EXPERIENCE = 20


def cost_line(model: type[Request], mv: str) -> str:
    """What stands beside the button, in Markdown."""
    if words.free(studio().provider):
        return _("nothing is charged: made on this computer")
    if model.price_class is None:
        return _("free")
    prices = _prices(model, mv)
    if not prices:
        return _("no experience yet with what this costs")
    told = ngettext("about {quota}, as the last {count} like it", "about {quota}, as the last {count} like it", len(prices))
    return told.format(quota=words.quota(median_low(prices)), count=len(prices))


def _prices(model: type[Request], mv: str) -> list:
    done = studio().ledger.search(actions=(model.action,), states=(State.SUCCESS,), limit=EXPERIENCE)
    return [job.quota for job in done if job.quota is not None and job.provider == studio().provider and job.request.get("mv") == mv]

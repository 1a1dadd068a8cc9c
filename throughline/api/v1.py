"""Version 1 of the API."""

from ninja import NinjaAPI

from throughline.api.answering import duty
from throughline.api.cases import router as cases
from throughline.api.contacts import router as contacts
from throughline.api.custody import router as custody
from throughline.api.housing import router as housing
from throughline.api.housing import ways as council_ways
from throughline.api.parsing import BoundedJson
from throughline.api.problems import explain
from throughline.api.referring import router as referrals
from throughline.api.registering import router as people
from throughline.api.release_dates import router as release_dates
from throughline.api.reports import router as reports
from throughline.api.requests import Key
from throughline.api.reviews import router as reviews
from throughline.api.runway import router as runway

DESCRIPTION = """
People leaving prison, for the other systems of the organisations that help them.

A key acts for one organisation and sees what is shared with it, no more; what it may not know of is answered as if it
were not there (404). Every person returned is written in the read log, and every change in the journal, under the key's
name. Days are written 2026-02-03, instants 2026-02-03T14:00:00Z. Periods are half-open: the end is the first day after.
A key may ask 600 times a minute.
"""

api: NinjaAPI = NinjaAPI(
    title="Throughline",
    version="1",
    description=DESCRIPTION.strip(),
    urls_namespace="api",
    docs_url=None,
    auth=Key(lambda: api.get_openapi_schema()),
    parser=BoundedJson(),
)
explain(api)
api.add_router("/people", people)
api.add_router("/people", custody)
api.add_router("/people", reviews)
api.add_router("/people", housing)
api.add_router("/people", runway)
api.add_router("/referrals", referrals)
api.add_router("/duty-contacts", duty)
api.add_router("/people", contacts)
api.add_router("/cases", cases)
api.add_router("/release-dates", release_dates)
api.add_router("/council-ways", council_ways)
api.add_router("/reports", reports)

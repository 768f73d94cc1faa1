"""What the catalogue holds of a person."""

from catalog import applying, viewing
from catalog.application_models import applications
from catalog.change_models import changes
from catalog.import_file_models import import_files
from catalog.legal_models import legal_entities
from catalog.models import claims, favourites, merchants, searches
from catalog.roster_models import closures
from catalog.searching import forget, outdated
from catalog.viewing_models import service_views
from people.privacy import Ageing, Fate, Holding, turned

HOLDINGS = (
    Holding(
        favourites.c.person_id,
        Fate.ERASED,
        "nobody else needs it",
        exported=(favourites.c.merchant_id, favourites.c.added_at),
    ),
    Holding(
        searches.c.person_id,
        Fate.ERASED,
        "where somebody was and what they looked for is nobody else's business",
        exported=(
            searches.c.words,
            searches.c.category,
            searches.c.latitude,
            searches.c.longitude,
            searches.c.place,
            searches.c.first_day,
            searches.c.last_day,
            searches.c.minute_from,
            searches.c.minute_to,
            searches.c.party,
            searches.c.giver,
            searches.c.made_at,
        ),
    ),
    Holding(
        service_views.c.person_id,
        Fate.ERASED,
        "that somebody looked around is nobody else's business; the day's number stays",
        exported=(service_views.c.at,),
    ),
    Holding(
        applications.c.person_id,
        Fate.ERASED,
        "what an operator was asked stays in the claim, without the words of whoever asked",
        exported=(
            applications.c.name,
            applications.c.category,
            applications.c.latitude,
            applications.c.longitude,
            applications.c.place,
            applications.c.address,
            applications.c.week,
            applications.c.service,
            applications.c.photo,
            applications.c.made_at,
        ),
    ),
    Holding(
        claims.c.person_id,
        Fate.BLANKED,
        "why a merchant was approved stays on record, without the words of whoever asked",
        exported=(claims.c.merchant_id, claims.c.note, claims.c.state, claims.c.made_at),
        blanks={"note": "", "state": turned(claims.c.state, "open", "refused")},
    ),
    Holding(
        claims.c.decided_by,
        Fate.KEPT,
        "that an operator decided stays on record; it names nobody any more",
        exported=(claims.c.merchant_id, claims.c.state, claims.c.decided_at),
    ),
    Holding(
        changes.c.person_id,
        Fate.KEPT,
        "what was changed of a merchant stays on record; it names nobody any more",
        exported=(changes.c.merchant_id, changes.c.subject, changes.c.after, changes.c.at),
    ),
    Holding(
        legal_entities.c.made_by,
        Fate.KEPT,
        "who sold what stands on receipts; it names nobody any more who said so",
        exported=(
            legal_entities.c.merchant_id,
            legal_entities.c.name,
            legal_entities.c.address,
            legal_entities.c.tax_number,
            legal_entities.c.made_at,
        ),
    ),
    Holding(
        closures.c.made_by,
        Fate.KEPT,
        "when a place was closed stays on record; it names nobody any more",
        exported=(closures.c.first_day, closures.c.last_day, closures.c.made_at),
    ),
    Holding(
        import_files.c.uploaded_by,
        Fate.KEPT,
        "what was brought into the market stays on record; it names nobody any more",
        exported=(import_files.c.name, import_files.c.at),
    ),
    Holding(
        merchants.c.suspended_by,
        Fate.KEPT,
        "that an operator suspended it stays on record; it names nobody any more",
        exported=(merchants.c.name,),
    ),
)

AGEING = (
    Ageing(
        searches,
        "keep_searches_days",
        "where somebody was is needed for the list it led to, and for offers nearby for a while",
        outdated,
        forget,
    ),
    Ageing(
        service_views,
        "keep_searches_days",
        "a day is reckoned once it is over, and needs them no longer",
        viewing.outdated,
        viewing.forget,
    ),
    Ageing(
        applications,
        "keep_searches_days",
        "a place that nobody finished adding is of no use; what was asked for stands in its claim",
        applying.outdated,
        applying.forget,
    ),
)

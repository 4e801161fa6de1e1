"""Where an instant becomes a day: London dates from UTC instants, and its words; `now` alone reads the clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sct_dash.core.periods import day_words

LONDON = ZoneInfo("Europe/London")
YEARS = range(1990, 2200)  # no figure is older, and arithmetic on dates stays far from its ends


def now() -> datetime:
    """This instant, aware, UTC. Called at the top only: a page, a command; everything below takes it as a parameter."""
    return datetime.now(UTC)


def day_of(instant: datetime) -> date:
    """The calendar day in London at this instant."""
    return instant.astimezone(LONDON).date()


def end_of(day: date) -> datetime:
    """The last instant of a London day, as UTC: the picture as at a day is the picture when that day ended."""
    return (datetime.combine(day + timedelta(days=1), time(), LONDON) - timedelta(microseconds=1)).astimezone(UTC)


def instant(text: str) -> datetime:
    """An ISO date (its end in London) or ISO instant (London when it names no offset) as UTC.

    ValueError, with a sentence, when the text is neither.
    """
    try:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            read = datetime.fromisoformat(text)
            day = read.date()
            found = (read if read.tzinfo else read.replace(tzinfo=LONDON)).astimezone(UTC) if _kept(day) else None
        else:
            found = end_of(day) if _kept(day) else None
    except ValueError:
        raise ValueError(f"{text!r} is not a date like 2021-09-01 or an instant like 2021-09-01T17:30.") from None
    if found is None:
        raise ValueError(f"{text!r} lies outside the years {YEARS.start} to {YEARS.stop - 1}.")
    return found


def _kept(day: date) -> bool:
    return day.year in YEARS


def moment(at: datetime) -> str:
    """An instant as people read it here: 1 September 2021, 17:30 (London time)."""
    local = at.astimezone(LONDON)
    return f"{day_words(local.date())}, {local:%H:%M}"

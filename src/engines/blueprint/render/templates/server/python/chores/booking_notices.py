"""Tells who has booked a place that it is soon."""
from __future__ import annotations

from datetime import datetime, timedelta

from app import App
from behaviours.booking import Booking
from database import Writing
from moments import moment
from notices import Notice, tell

AHEAD = timedelta(days=1)


def tell_of(write: Writing, booking: Booking) -> None:
    now = datetime.now()
    for slot in write.all(booking.slot):
        at = moment(slot.get(booking.starts))
        if at is None or not now < at <= now + AHEAD:
            continue
        text = f"Soon: {write.title(booking.slot, slot)}, {at:%b} {at.day}, {at.year}, {at:%I:%M %p}"
        for one in booking.bookings(write, slot["id"]):
            key = f"soon {one['id']} {slot[booking.starts]}"
            tell(write, Notice([one.get("createdBy") or ""], "soon", text, key, booking.slot, slot["id"]))


def booking_notices(app: App) -> None:
    """Adds the work to what happens by the clock."""
    bookings = [rule.source for rule in app.rules if isinstance(rule.source, Booking)]

    def work() -> None:
        with app.db.write() as write:
            for booking in bookings:
                tell_of(write, booking)

    app.every(30 * 60, "booking notices", work)

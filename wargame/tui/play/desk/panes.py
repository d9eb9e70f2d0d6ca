"""The panes of a desk: what the role knows, its offers, one offer in detail and on the map, or a form."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from wargame.exercise.seat import Seat
from wargame.exercise.view.outlooks import KnownClosed
from wargame.rules.offers import Offer
from wargame.tui.play.desk.argument_form import ArgumentForm
from wargame.tui.play.desk.estimate_form import EstimateForm
from wargame.tui.play.desk.offer_detail import OfferDetail
from wargame.tui.play.desk.offers import ChoiceList
from wargame.tui.play.desk.plan_map import PlanMap, PlanPreview, build_plan_preview
from wargame.tui.play.desk.role_knowledge import KnownPane

NARROW = 112
"""Below this number of columns, what a role knows is shown only after its key."""
TALL = 50
"""From this number of rows on, there is room for all that a role knows; below, for what a decision needs."""
ROOM = (150, 30)
"""From this number of columns and rows on, the map is below the offer in detail; else only after its key."""

Form = ArgumentForm | EstimateForm


class Panes(Horizontal):
    """The panes of one desk, as many as fit. A form, if there is one, replaces the offer in detail."""

    offers = getters.query_one("#offers", ChoiceList)
    zones = getters.query_one("#zones", ChoiceList)
    """The zones to which an offer may go."""

    def __init__(self, seat: Seat, form: Form | None, *, id: str, ascii: bool) -> None:
        super().__init__(id=id)
        self._seat, self._ascii = seat, ascii
        self.form = form
        self._looked: tuple[Offer | None, str] | None = None
        """The offer in detail now, and its zone."""
        self._plan: PlanPreview | None = None

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield KnownPane(id="known", ascii=self._ascii)
        with Vertical(id="left"):
            yield ChoiceList(id="offers")
            yield ChoiceList(id="zones")
        with Vertical(id="right"):
            yield OfferDetail(id="detail", ascii=self._ascii)
            if self.has_map:
                yield self._build_map()
        if self.form is not None:
            yield self.form

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        for pane, title in (("known", "What you know"), ("left", "You may"), ("detail", "What it would bring")):
            self.query_one(f"#{pane}").border_title = title

    @property
    def is_narrow(self) -> bool:
        """Is there no room for what the role knows beside its offers?"""
        return self.app.size.width < NARROW

    @property
    def has_map(self) -> bool:
        """Is the map always visible?"""
        width, height = self.app.size
        return width >= ROOM[0] and height >= ROOM[1] and bool(self._seat.build_map().zones)

    def _build_map(self) -> PlanMap:
        return PlanMap(id="map", ascii=self._ascii)

    def show_form(self, form: Form) -> None:
        """Show a form."""
        self.drop_form()
        self.form = form
        self.mount(form)

    def drop_form(self) -> None:
        """Remove the form; its texts stay as drafts."""
        if self.form is not None:
            self.form.remove()
            self.form = None

    def lay_out(self, stage: str, over: str) -> None:
        """Show the panes of a stage. ``over`` is the pane that was opened by its key: knows, map or none."""
        form, narrow = self.form, self.is_narrow
        over_map = over == "map" and form is None and not self.has_map
        knows = narrow and over == "knows"
        known = self.query_one("#known", KnownPane)
        known.display = knows if narrow else not over_map
        known.set_brief(not narrow and self.app.size.height < TALL)
        self.offers.display = stage != "zones"
        self.zones.display = stage == "zones"
        left, right = self.query_one("#left"), self.query_one("#right")
        left.border_title = "Where?" if stage == "zones" else "You may"
        beside = form is None or (isinstance(form, ArgumentForm) and self.app.size.width >= ROOM[0])
        left.display = beside and not knows and not (over_map and narrow)
        right.display = form is None and not knows
        self.query_one("#detail").display = not over_map
        fresh = (over_map or self.has_map) and not self.query(PlanMap)
        if fresh:
            right.mount(self._build_map())
        self.query(PlanMap).set(display=(over_map or self.has_map) and bool(stage))
        if form is not None:
            form.display = not knows
        if over_map or fresh:
            self._draw_map()

    def show_offer(self, offer: Offer | None, zone: str, *, anew: bool = False) -> None:
        """Show an offer in detail, and its effects on numbers and map.

        With ``anew``, redraw it even if it is shown already.
        """
        offer = offer if self.form is None else None
        if self._looked == (offer, zone) and not anew:
            return
        self._looked = offer, zone
        self._plan = build_plan_preview(self._seat, offer, zone) if offer is not None else None
        self.query_one("#known", KnownPane).show(self._seat, self._plan)
        self.query_one("#detail", OfferDetail).show(self._seat, offer, zone)
        self._draw_map()

    def show_closed(self, closed: KnownClosed) -> None:
        """Show why something is not open now."""
        self.show_offer(None, closed.offer.name)
        self.query_one("#detail", OfferDetail).show_closed(closed)

    def _draw_map(self) -> None:
        for drawn in self.query(PlanMap):
            if drawn.display:
                drawn.show(self._seat, self._plan)

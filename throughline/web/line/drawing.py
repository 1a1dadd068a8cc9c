"""Draw the throughline as SVG. Colours are classes of the style sheet; nothing here needs a script."""

from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from throughline.foundations.wording import day
from throughline.web.line.chaining import draw_links, links, uprights
from throughline.web.line.gates import ghost_gates
from throughline.web.line.labels import width
from throughline.web.line.lanes import Laid, LaidLane, lay, merge
from throughline.web.line.marks import Agency, Line, Shape, State
from throughline.web.line.scale import LEFT, RIGHT, Window
from throughline.web.line.trunk import trunk

TOP = 104.0
FIRST_LANE = 112.0
AGENCY_STEP = 17.0
MOST_AGENCIES = 8
FLAG_HIGH = 23
LOCK = "M0 0h9v6H0zM1.7 0v-2a2.8 2.8 0 0 1 5.6 0v2"


def draw(line: Line) -> SafeString:
    """Return the picture. Its height follows from what is on it; its width is 1,200."""
    window = Window(line.today, line.gate)
    chain = links(line.chain, [merge(lane, window) for lane in line.lanes], window)
    lanes = [lay(lane, window, uprights=uprights(chain, number)) for number, lane in enumerate(line.lanes)]
    rails = _rails(lanes)
    bottom = (rails[-1] + lanes[-1].below if lanes else FIRST_LANE) + 16
    axis = bottom + 20 + AGENCY_STEP * min(len(line.agencies), MOST_AGENCIES)
    parts = [
        *_ground(line, window, axis),
        *ghost_gates(line, window, axis),
        *trunk(line, window),
        *_agencies(line, window, bottom),
        *_gate(line, window, axis),
        *_today(line, window, axis),
        *(part for lane, y in zip(lanes, rails, strict=True) for part in _rail(lane, y)),
        *draw_links(chain, rails),
        *(part for lane, y in zip(lanes, rails, strict=True) for part in _marks(lane, y, line, window)),
    ]
    return _framed(line, window, parts, high=round(axis + 36))


def _framed(line: Line, window: Window, parts: list[SafeString], *, high: int) -> SafeString:
    title = f"Throughline for {line.person}, {day(window.first, today=line.today)} to "
    sides = "Custody is on the left, the gate is the upright line, community is on the right. " if line.gate else ""
    return format_html(
        '<svg class="tl" viewBox="0 0 1200 {high}" width="1200" height="{high}" role="img" '
        'aria-labelledby="line-title line-words"><title id="line-title">{title}</title>'
        '<desc id="line-words">{words}</desc>{parts}</svg>',
        high=high,
        title=title + day(window.last, today=line.today),
        words=f"{sides}The same facts are in the list under this picture.",
        parts=format_html_join("", "{}", ((part,) for part in parts)),
    )


def _rails(lanes: list[LaidLane]) -> list[float]:
    """Return how far down each lane's rail is."""
    rails, y = [], FIRST_LANE
    for lane in lanes:
        rails.append(y + lane.above)
        y += lane.above + lane.below
    return rails


def _ground(line: Line, window: Window, axis: float) -> Iterator[SafeString]:
    """Draw what everything stands on: the stone of custody, the weeks, and the axis with its days."""
    if window.gate_x is not None and window.gate_x > LEFT:
        wide = window.gate_x - LEFT
        yield format_html('<rect class="g-in" x="170" y="22" width="{}" height="{}"/>', wide, axis - 22)
        yield format_html('<text class="t-end" x="{}" y="15">In custody</text>', LEFT)
        yield format_html('<text class="t-end" x="{}" y="15" text-anchor="end">In the community</text>', RIGHT)
    for week in window.weeks:
        yield format_html('<path class="g-wk" d="M{} {}V{}"/>', window.x(week), TOP, axis)
    yield format_html('<path class="g-ax" d="M{} {}H{}"/>', LEFT, axis, RIGHT)
    yield from _axis(line, window, axis)


def _axis(line: Line, window: Window, axis: float) -> Iterator[SafeString]:
    named = window.named
    for number, (on, far) in enumerate(named):
        x, anchor = window.x(on), "middle"
        anchor = "start" if x <= LEFT + 1 else "end" if x >= RIGHT - 1 else anchor
        words = day(on, today=line.today) if number in (0, len(named) - 1) else f"{on.day} {on:%b}"
        yield format_html('<path class="g-ax" d="M{} {}v5"/>', x, axis)
        yield _words(words, x, axis + 18, kind="t-ax", anchor=anchor)
        yield _words(far, x, axis + 32, kind="t-ax2", anchor=anchor)
    before = "Weeks before, weeks after" if line.gate and not window.slid else "Weeks from today"
    yield _words(before, 0, axis + 32, kind="t-ax2")


def _gate(line: Line, window: Window, axis: float) -> Iterator[SafeString]:
    if line.gate is None or window.gate_x is None:
        return
    words = f"Gate {day(line.gate, today=line.today)}{line.gate_words}"
    yield format_html('<path class="gate" d="M{} 22V{}"/>', window.gate_x, axis)
    if not window.slid:
        yield _words(day(line.gate, today=line.today), window.gate_x, axis + 18, kind="t-ax", anchor="middle")
        yield _words("release day", window.gate_x, axis + 32, kind="t-ax2", anchor="middle")
    yield from _flag(words, window.gate_x, kind="fl-g")


def _today(line: Line, window: Window, axis: float) -> Iterator[SafeString]:
    """Draw today, its flag slid clear of the gate's where they would meet."""
    words, x = f"Today {day(line.today, today=line.today)}", window.x(line.today)
    yield format_html('<path class="today" d="M{} 22V{}"/>', x, axis)
    flag_x = _clear_of_the_gate(words, x, line, window)
    if flag_x != x:
        yield format_html('<path class="today" d="M{} 22H{}"/>', min(flag_x, x), max(flag_x, x))
    yield from _flag(words, flag_x, kind="fl-t")


def _clear_of_the_gate(words: str, x: float, line: Line, window: Window) -> float:
    if line.gate is None or window.gate_x is None:
        return x
    mine = _flag_wide(words) / 2
    its = _flag_wide(f"Gate {day(line.gate, today=line.today)}{line.gate_words}")
    centre = _inside(window.gate_x, its)
    apart = its / 2 + mine + 8
    if abs(x - centre) >= apart:
        return x
    return centre - apart if x < centre else centre + apart


def _flag(words: str, x: float, *, kind: str) -> Iterator[SafeString]:
    wide = _flag_wide(words)
    x = _inside(x, wide)
    yield format_html(
        '<rect class="{}" x="{}" y="0" width="{}" height="{}" rx="3"/>', kind, round(x - wide / 2, 1), wide, FLAG_HIGH
    )
    yield _words(words, x, 16, kind="t-fl", anchor="middle")


def _flag_wide(words: str) -> float:
    return round(width(words) * 1.06 + 18, 1)


def _inside(x: float, wide: float) -> float:
    return round(min(max(x, wide / 2), 1200 - wide / 2), 1)


def _agencies(line: Line, window: Window, bottom: float) -> Iterator[SafeString]:
    if not line.agencies:
        return
    yield _words("Who is involved", 0, bottom + 2, kind="t-ln")
    for number, agency in enumerate(line.agencies[:MOST_AGENCIES], start=1):
        yield from _agency(agency, line, window, bottom + AGENCY_STEP * number)


def _agency(agency: Agency, line: Line, window: Window, y: float) -> Iterator[SafeString]:
    """Draw an organisation's time: thick until today, thin beyond, a chevron where it goes on."""
    start, now = window.x(agency.from_on), window.x(line.today)
    end = window.x(agency.until_on) if agency.until_on else RIGHT
    yield _words(agency.name if len(agency.name) < 27 else f"{agency.name[:25]}…", 0, y + 4, kind="t-ag")
    yield format_html('<path class="ag" d="M{} {}H{}"/>', start, y, max(start, min(now, end)))
    if end > now:
        yield format_html('<path class="ag f" d="M{} {}H{}"/>', max(start, now), y, end)
    if agency.from_on >= window.first:
        yield format_html('<path class="agx" d="M{} {}v8"/>', start, y - 4)
    if agency.until_on is None:
        yield format_html('<path class="agx" d="M{} {}l5 4-5 4"/>', RIGHT + 1, y - 4)
    elif window.holds(agency.until_on):
        yield format_html('<path class="agx" d="M{} {}v8"/>', end, y - 4)


def _rail(laid: LaidLane, y: float) -> Iterator[SafeString]:
    lane = laid.lane
    yield format_html('<path class="rail" d="M{} {}H{}"/>', LEFT, y, RIGHT)
    yield _words(lane.name, 0, y + 1, kind="t-ln")
    yield _words(lane.count, 14 if lane.locked else 0, y + 16, kind="t-sub")
    if lane.locked:
        yield format_html('<path class="lk" transform="translate(1 {})" d="{}"/>', y + 11, LOCK)


def _marks(laid: LaidLane, y: float, line: Line, window: Window) -> Iterator[SafeString]:
    for mark in laid.marks:
        yield from _tail(mark, y, window.x(line.today))
    for mark in laid.marks:
        yield from _mark(mark, y)
    for mark in laid.marks:
        if mark.label:
            state = {State.LATE: " late", State.BLOCKED: " blocked"}.get(mark.mark.state, "")
            yield _words(mark.mark.label(line.today), mark.label.x, y + mark.label.y, kind=f"t-lb{state}")


def _tail(laid: Laid, y: float, today_x: float) -> Iterator[SafeString]:
    if laid.mark.state is State.LATE:
        yield format_html('<path class="tail" d="M{} {}H{}"/>', laid.x, y, today_x)


SQUARE = {
    State.DONE: ("done", "M-3 0l2.2 2.6 4-5", "w"),
    State.LATE: ("late", "M0-3.6v4.2M0 3v.8", "w"),
    State.BLOCKED: ("blocked", "M-3.4 0h6.8", "bar"),
}
DOT = {State.KEPT: "done", State.COMING: "next", State.MISSED: "missed"}


def _mark(laid: Laid, y: float) -> Iterator[SafeString]:
    """Draw a mark: squares are tasks, dots are contacts, and the shape inside says how it stands."""
    state = laid.mark.state
    if laid.mark.shape is Shape.TASK:
        kind, inside, ink = SQUARE.get(state, ("due", "", ""))
        yield format_html(
            '<rect class="k {}" x="{}" y="{}" width="13" height="13" rx="2"/>', kind, round(laid.x - 6.5, 1), y - 6.5
        )
        if inside:
            yield format_html('<path class="{}" transform="translate({} {})" d="{}"/>', ink, laid.x, y, inside)
        return
    yield format_html('<circle class="k {}" cx="{}" cy="{}" r="5.5"/>', DOT.get(state, "next"), laid.x, y)
    if state is State.MISSED:
        yield format_html(
            '<path class="mx" transform="translate({} {})" d="M-2.4-2.4l4.8 4.8m0-4.8l-4.8 4.8"/>', laid.x, y
        )


def _words(words: str, x: float, y: float, *, kind: str, anchor: str = "start") -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>', kind, round(x, 1), round(y, 1), anchor, words
    )

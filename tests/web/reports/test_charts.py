"""Charts stay within their edges and draw nothing for a number that is hidden."""

from hypothesis import given
from hypothesis import strategies as st

from throughline.reports.asked_measures import STEPS
from throughline.reports.caseload import OVER_TIME
from throughline.reports.outcomes import change
from throughline.reports.sheets import Grid, Row
from throughline.reports.tables import Number
from throughline.web.reports.charts import LABELS, PLOT, change_chart, stack_chart, steps_chart

numbers = st.one_of(st.integers(0, 90_000).map(Number), st.just(Number(None, hidden=True)))
small = st.integers(0, 40)


def grid(measure, rows, columns=1):
    return Grid(
        measure=measure,
        columns=tuple(str(place) for place in range(columns)),
        rows=tuple(Row(str(place), tuple(row)) for place, row in enumerate(rows)),
        out_of=Number(0),
    )


@given(st.lists(st.tuples(numbers, numbers), max_size=6))
def test_steps_stay_within_the_plot(rows):
    chart = steps_chart(grid(STEPS, rows, 2))

    for step, (people, _) in zip(chart.lines, rows, strict=True):
        assert step.box.x + step.box.width <= LABELS + PLOT
        assert step.box.width == 0 or not people.hidden


@given(st.lists(st.tuples(numbers, numbers, numbers, numbers), max_size=6))
def test_boxes_stand_side_by_side(rows):
    chart = stack_chart(grid(OVER_TIME, rows, 4))

    for line in chart.lines:
        ends = [(box.x, box.x + max(0, box.width)) for box in line.boxes]
        assert [start for start, _ in ends[1:]] == [end for _, end in ends[:-1]]
        assert ends[-1][1] <= LABELS + PLOT + len(ends)


@given(small, small, small, small)
def test_a_share_stands_inside_its_range(missing, improved, same, worse):
    due = missing + improved + same + worse
    chart = change_chart([change("a", "A", "a", due=due, improved=improved, same=same, worse=worse)])

    for part in (chart.lines[0].up, chart.lines[0].down):
        if part is not None:
            assert chart.labels <= part.low <= part.middle <= part.high <= chart.labels + chart.plot

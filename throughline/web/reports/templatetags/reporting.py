"""Bars beside numbers, and the ends of a scale."""

from django.template import Library

from throughline.reports.sheets import Grid
from throughline.web.reports.charts import Chart
from throughline.web.reports.drawing import Bar, grid_bars

register = Library()


@register.filter
def bars(grid: Grid) -> list[Bar]:
    """Return a grid's lines, each with its bar on one scale."""
    return grid_bars(grid)


@register.filter
def percents(chart: Chart) -> list[tuple[int, str]]:
    """Return where quarters of a whole stand on a chart's scale."""
    return [(chart.labels + chart.plot * part // 100, f"{part}%") for part in (0, 25, 50, 75, 100)]

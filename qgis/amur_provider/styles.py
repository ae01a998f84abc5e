"""How layers of a result look: flows by width, crossings by use, ways by share."""

import json
import pathlib

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRequest,
    QgsGraduatedSymbolRenderer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsProcessingLayerPostProcessorInterface,
    QgsProperty,
    QgsRendererCategory,
    QgsRendererRange,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
)

_FOLDER = pathlib.Path(__file__).resolve().parent
# The colours of the page and the report: beside the plugin where it is installed, else the page's.
_PALETTES = (_FOLDER / "palette.json", _FOLDER.parents[1] / "web/src/util/palette.json")
WIDEST_MM = 5.0


def _palette():
    for path in _PALETTES:
        if path.exists():
            return json.loads(path.read_text(encoding="utf-8"))
    raise FileNotFoundError(f"the plugin is not whole: {_PALETTES[0]} is missing")


def colours_of(modes):
    """A mode's usual colour, and the first free one of all for another."""
    palette = _palette()
    chosen = {mode: palette["usual_modes"][mode] for mode in modes
              if mode in palette["usual_modes"]}
    free = [name for name in palette["all_modes"] if name not in chosen.values()]
    for at, mode in enumerate(sorted(mode for mode in modes if mode not in chosen)):
        chosen[mode] = free[at % len(free)] if free else palette["all_modes"][0]
    return {mode: palette["colours"][name] for mode, name in chosen.items()}


def _line(colour, width_of):
    """A line to the right of its way, so that both directions are seen, as wide as `width_of`."""
    symbol = QgsLineSymbol.createSimple({"color": colour, "capstyle": "flat"})
    layer = symbol.symbolLayer(0)
    layer.setDataDefinedProperty(QgsSymbolLayer.PropertyStrokeWidth,
                                 QgsProperty.fromExpression(width_of))
    layer.setDataDefinedProperty(QgsSymbolLayer.PropertyOffset,
                                 QgsProperty.fromExpression(f"({width_of}) / 2"))
    return symbol


def _largest(layer, field):
    at = layer.fields().indexOf(field)
    value = layer.maximumValue(at) if at >= 0 else None
    return float(value) if isinstance(value, (int, float)) and value > 0 else 1.0


def flows_by_width(layer):
    """Links in the colour of their mode; twice as wide is four times the tonnes, or passengers."""
    width = (f'0.2 + {WIDEST_MM - 0.2} * sqrt(max(coalesce("t", 0) / {_largest(layer, "t")}, '
             f'coalesce("passengers", 0) / {_largest(layer, "passengers")}))')
    modes = sorted(layer.uniqueValues(layer.fields().indexOf("mode")))
    layer.setRenderer(QgsCategorizedSymbolRenderer("mode", [
        QgsRendererCategory(mode, _line(colour, width), mode)
        for mode, colour in sorted(colours_of(modes).items())]))


def crossings_by_use(layer):
    """The share of a crossing's capacity that is used; one without a limit has none."""
    palette = _palette()
    ranges = []
    for at, (colour, most) in enumerate(zip(palette["risk"], (0.5, 0.8, 0.98, 1e9))):
        least = (0, 0.5, 0.8, 0.98)[at]
        says = f"{least:.0%} to {most:.0%}" if most < 2 else f"{least:.0%} and more: full"
        symbol = QgsMarkerSymbol.createSimple(
            {"name": "circle", "size": "3.2", "color": palette["colours"][colour]})
        ranges.append(QgsRendererRange(least, most, symbol, says))
    renderer = QgsGraduatedSymbolRenderer('coalesce("utilisation", 0)', ranges)
    # The fuller direction lies on top.
    renderer.setOrderBy(QgsFeatureRequest.OrderBy(
        [QgsFeatureRequest.OrderByClause("utilisation", True)]))
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)


def changes_by_width(layer):
    """Links of two results: what grew, what shrank, as wide as it changed."""
    palette = _palette()
    largest = max(_largest(layer, "change"), -float(layer.minimumValue(
        layer.fields().indexOf("change")) or 0))
    width = f'0.1 + {WIDEST_MM} * sqrt(abs("change") / {largest})'
    meanings = palette["meanings"]
    ranges = [
        QgsRendererRange(-1e300, -1e-9, _line(palette["colours"][meanings["less"]], width), "less"),
        QgsRendererRange(-1e-9, 1e-9, _line(palette["colours"]["grey"], "0.1"), "the same"),
        QgsRendererRange(1e-9, 1e300, _line(palette["colours"][meanings["more"]], width), "more")]
    layer.setRenderer(QgsGraduatedSymbolRenderer("change", ranges))


def ways_by_share(layer):
    width = f'0.3 + {WIDEST_MM - 0.3} * coalesce("share", 0)'
    layer.setRenderer(QgsSingleSymbolRenderer(_line(_palette()["colours"]["purple"], width)))


def small_points(layer):
    layer.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple(
        {"name": "circle", "size": "1.4", "color": _palette()["colours"]["dark_grey"]})))


# By the name of a result's layer.
STYLES = {"links": flows_by_width, "paths": ways_by_share, "nodes": small_points,
          "places": small_points}


def store_style(layer, name):
    """As the layer's own in its GeoPackage, so that whoever opens it sees it."""
    return layer.saveStyleToDatabase(name, "", True, "")


class Styler(QgsProcessingLayerPostProcessorInterface):
    """Gives a layer that QGIS has just loaded its style."""

    def __init__(self, style):
        super().__init__()
        self.style = style

    def postProcessLayer(self, layer, _context, _feedback):
        self.style(layer)
        layer.triggerRepaint()

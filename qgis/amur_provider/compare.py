"""What changed between two results: a table of all figures, and the links where it did."""

import json

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant

from .base import StudyGroupAlgorithm
from .study import layer_of
from .styles import Styler, changes_by_width, store_style


def _fields(texts, numbers):
    fields = QgsFields()
    for name in texts:
        fields.append(QgsField(name, QVariant.String))
    for name in numbers:
        fields.append(QgsField(name, QVariant.Double))
    return fields


def figures_of(compared):
    """Rows of table, key, figure, a, b, change, from what `amur compare --json` prints."""
    for table, rows in compared.items():
        if table in ("a", "b", "findings"):
            continue
        for row in rows:
            key = " ".join(value for value in row.values() if isinstance(value, str))
            for figure, values in row.items():
                if isinstance(values, dict):
                    yield [table, key, figure, values["a"], values["b"], values["change"]]


class CompareAlgorithm(StudyGroupAlgorithm):
    def __init__(self, program):
        super().__init__(program, ["compare"], "Say what changed between two results")

    def createInstance(self):
        return CompareAlgorithm(self.program)

    def initAlgorithm(self, _configuration=None):
        for name, says in (("A", "Result to compare with"), ("B", "Result that changed")):
            self.addParameter(QgsProcessingParameterFile(name, says, extension="gpkg"))
        self.addParameter(QgsProcessingParameterFeatureSink("FIGURES", "Figures that changed",
                                                            QgsProcessing.TypeVector))
        self.addParameter(QgsProcessingParameterFeatureSink(
            "LINKS", "Links by change of tonnes", QgsProcessing.TypeVectorLine, optional=True,
            createByDefault=True))

    def processAlgorithm(self, parameters, context, feedback):
        files = [self.parameterAsFile(parameters, name, context) for name in "AB"]
        compared = json.loads(self.run(["compare", *files, "--json"], feedback))
        fields = _fields(("table", "key", "figure"), ("a", "b", "change"))
        sink, found = self.parameterAsSink(parameters, "FIGURES", context, fields)
        for values in figures_of(compared):
            if values[-1] != 0:
                feature = QgsFeature(fields)
                feature.setAttributes(values)
                sink.addFeature(feature, QgsFeatureSink.FastInsert)
        del sink
        return {"FIGURES": found, **self._links(files, parameters, context)}

    def _links(self, files, parameters, context):
        if not parameters.get("LINKS"):
            return {}
        before, after = (layer_of(file, "links") for file in files)
        if before is None or after is None:
            raise QgsProcessingException("one of the results has no links to show")
        fields = _fields(("link_id", "direction", "mode"), ("t_a", "t_b", "change"))
        sink, found = self.parameterAsSink(parameters, "LINKS", context, fields,
                                           QgsWkbTypes.LineString, after.crs())
        old = {(link["link_id"], link["direction"]): link for link in before.getFeatures()}
        new = {(link["link_id"], link["direction"]): link for link in after.getFeatures()}
        for key in sorted(old.keys() | new.keys()):
            link = new.get(key) or old[key]
            tonnes = [float(links[key]["t"] or 0) if key in links else 0.0 for links in (old, new)]
            feature = QgsFeature(fields)
            feature.setGeometry(link.geometry())
            feature.setAttributes([*key, link["mode"], *tonnes, tonnes[1] - tonnes[0]])
            sink.addFeature(feature, QgsFeatureSink.FastInsert)
        del sink
        if context.willLoadLayerOnCompletion(found):
            self.stylers.append(Styler(changes_by_width))
            context.layerToLoadOnCompletionDetails(found).setPostProcessor(self.stylers[-1])
        elif str(found).endswith(".gpkg"):
            layer = QgsVectorLayer(found, "links", "ogr")
            changes_by_width(layer)
            store_style(layer, "links by change")
        return {"LINKS": found}

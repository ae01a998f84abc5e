"""A study of a case: its fields are the parameters, its result is a GeoPackage of styled layers."""

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsVectorLayer,
    QgsWkbTypes,
)

from .base import StudyGroupAlgorithm
from .parameters import arguments_of, parameter_of_field
from .program import command_of
from .styles import STYLES, Styler, crossings_by_use, store_style


def layer_of(result, table):
    layer = QgsVectorLayer(f"{result}|layername={table}", table, "ogr")
    return layer if layer.isValid() else None


class StudyAlgorithm(StudyGroupAlgorithm):
    def __init__(self, program, study):
        super().__init__(program, [study["name"]], study["sentence"], study["example"])
        self.study = study

    def createInstance(self):
        return StudyAlgorithm(self.program, self.study)

    def initAlgorithm(self, _configuration=None):
        self.addParameter(QgsProcessingParameterFile("CASE", "Case folder",
                                                     QgsProcessingParameterFile.Folder))
        self.addParameter(QgsProcessingParameterString(
            "SCENARIOS", "Scenarios of the case, in order, with ; between", optional=True))
        for field in self.study["fields"]:
            self.addParameter(parameter_of_field(field))
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", "Result",
                                                                "GeoPackage (*.gpkg)"))
        self.addParameter(QgsProcessingParameterFeatureSink(
            "CROSSINGS", "Crossings by use", QgsProcessing.TypeVectorPoint, optional=True,
            createByDefault=False))

    def processAlgorithm(self, parameters, context, feedback):
        output = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        arguments = [*command_of(self.study), self.parameterAsFile(parameters, "CASE", context),
                     "--output", output]
        arguments += arguments_of("--scenario", parameters.get("SCENARIOS"), True)
        for field in self.study["fields"]:
            arguments += arguments_of(self._option(field), self._value(field, parameters, context),
                                      field["repeats"])
        self.run(arguments, feedback)
        self._show(output, context)
        return {"OUTPUT": output, **self._crossings(output, parameters, context)}

    @staticmethod
    def _option(field):
        return field["option"].split(",")[-1]

    def _value(self, field, parameters, context):
        if field["type"] == "boolean":
            return self.parameterAsBool(parameters, field["name"], context)
        if "enum" in field:
            return self.parameterAsEnumString(parameters, field["name"], context)
        return parameters.get(field["name"])

    @staticmethod
    def _show(output, context):
        for table, style in STYLES.items():
            layer = layer_of(output, table)
            if layer is None:
                continue
            style(layer)
            store_style(layer, table)
            if context.project():
                details = QgsProcessingContext.LayerDetails(table, context.project(), table)
                context.addLayerToLoadOnCompletion(layer.source(), details)

    def _crossings(self, output, parameters, context):
        """Each crossing with its figures, amid each of its links."""
        if not parameters.get("CROSSINGS"):
            return {}
        links, crossings = layer_of(output, "links"), layer_of(output, "crossings")
        if links is None or crossings is None:
            raise QgsProcessingException("the result of this study has no crossings to show")
        figures = QgsFields()
        for field in crossings.fields():
            if field.name() != "fid":
                figures.append(QgsField(field.name(), field.type()))
        sink, found = self.parameterAsSink(parameters, "CROSSINGS", context, figures,
                                           QgsWkbTypes.Point, links.crs())
        rows = {(row["crossing_id"], row["direction"]): row for row in crossings.getFeatures()}
        for link in links.getFeatures():
            row = rows.get((link["crossing_id"], link["direction"]))
            if row is not None:
                feature = QgsFeature(figures)
                line = link.geometry()
                feature.setGeometry(line.interpolate(line.length() / 2))
                feature.setAttributes([row[field.name()] for field in figures])
                sink.addFeature(feature, QgsFeatureSink.FastInsert)
        del sink
        if context.willLoadLayerOnCompletion(found):
            self.stylers.append(Styler(crossings_by_use))
            context.layerToLoadOnCompletionDetails(found).setPostProcessor(self.stylers[-1])
        elif str(found).endswith(".gpkg"):
            layer = QgsVectorLayer(found, "crossings", "ogr")
            crossings_by_use(layer)
            store_style(layer, "crossings by use")
        return {"CROSSINGS": found}

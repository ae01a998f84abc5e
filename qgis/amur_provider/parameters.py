"""What the program declares of a field or an option, as parameters of Processing, and back."""

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

# The limits of a spin box; the program knows the field's own.
MOST_OF_A_BOX = 2**31 - 1


def _words(name, says, words, usual, is_optional):
    return QgsProcessingParameterEnum(name, says, options=words, usesStaticStrings=True,
                                      defaultValue=usual, optional=is_optional)


def _number(name, says, is_whole, least, most, usual, is_optional):
    parameter = QgsProcessingParameterNumber(
        name, says, defaultValue=usual, optional=is_optional,
        type=(QgsProcessingParameterNumber.Integer if is_whole
              else QgsProcessingParameterNumber.Double))
    if least is not None:
        parameter.setMinimum(max(least, -MOST_OF_A_BOX))
    if most is not None:
        parameter.setMaximum(min(most, MOST_OF_A_BOX))
    return parameter


def parameter_of_field(field):
    """Of a study's field, as `amur schema studies` declares it."""
    says = field["description"] + (f", {field['unit']}" if field["unit"] else "")
    usual, is_optional = field.get("default"), not field["required"]
    if field["type"] == "boolean":
        return QgsProcessingParameterBoolean(field["name"], says, defaultValue=False)
    if field["type"] in ("integer", "number"):
        return _number(field["name"], says, field["type"] == "integer", field.get("minimum"),
                       field.get("maximum"), usual, is_optional)
    if "enum" in field:
        return _words(field["name"], says, field["enum"], usual, is_optional)
    return QgsProcessingParameterString(field["name"], says, defaultValue=usual,
                                        optional=is_optional)


def name_of_option(option):
    """ "output" of ["-o", "--output"]; "CASE" of a place."""
    return option["names"][-1].lstrip("-").replace("-", "_")


def is_folder(option):
    kind = option["value"] if option["value"] != "TEXT" else option["names"][-1]
    return kind in ("CASE", "DIR", "FOLDER")


def is_file(option):
    is_place = not option["names"][-1].startswith("-")
    return "FILE" in option["value"] or "." in option["value"] or is_place


def parameter_of_option(option):
    """Of an option or an argument of a command, as `amur schema commands` declares it."""
    name, says = name_of_option(option), option["sentence"]
    is_optional, usual = not option["required"], option.get("default")
    if not option["value"]:
        return QgsProcessingParameterBoolean(name, says, defaultValue=False)
    if name == "output":
        if is_folder(option):
            return QgsProcessingParameterFolderDestination(name, says, optional=is_optional)
        ending = option["value"].rpartition(".")[2] if "." in option["value"] else "*"
        return QgsProcessingParameterFileDestination(name, says, f"Files (*.{ending})",
                                                     optional=is_optional)
    if option["repeats"]:
        return QgsProcessingParameterString(name, says + "; several with ; between",
                                            optional=is_optional)
    if "words" in option:
        return _words(name, says, option["words"], usual, is_optional)
    if option["value"] in ("UINT", "INT", "FLOAT"):
        number = None if usual is None else float(usual)
        return _number(name, says, option["value"] != "FLOAT", None, None, number, is_optional)
    if is_folder(option):
        return QgsProcessingParameterFile(name, says, QgsProcessingParameterFile.Folder,
                                          optional=is_optional)
    if is_file(option):
        return QgsProcessingParameterFile(name, says, optional=is_optional)
    return QgsProcessingParameterString(name, says, defaultValue=usual, optional=is_optional)


def _several(value):
    return [part.strip() for part in str(value).split(";") if part.strip()]


def arguments_of(option, value, repeats):
    """Words of the command line for a value of a parameter; `option` is empty for a place."""
    if value is None or value is False or value == "":
        return []
    if value is True:
        return [option]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    values = _several(value) if repeats else [str(value)]
    return [word for one in values for word in ([option, one] if option else [one])]

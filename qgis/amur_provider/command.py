"""Commands that are no study of a case: imports, exports, checks, trade tables."""

from .base import AmurAlgorithm
from .parameters import arguments_of, name_of_option, parameter_of_option

# The program's own matter, or a screen's.
LEFT_OUT = {"help", "json"}


class CommandAlgorithm(AmurAlgorithm):
    def __init__(self, program, words, command):
        super().__init__(program, words, command["sentence"], command["example"])
        self.command = command

    def createInstance(self):
        return CommandAlgorithm(self.program, self.words, self.command)

    def group(self):
        return {"import": "Import", "export": "Export", "trade": "Trade"}.get(self.words[0], "Tools")

    def groupId(self):
        return self.group().lower()

    def _options(self):
        return [option for option in self.command["options"]
                if name_of_option(option) not in LEFT_OUT]

    def initAlgorithm(self, _configuration=None):
        for option in self.command["places"] + self._options():
            self.addParameter(parameter_of_option(option))

    def processAlgorithm(self, parameters, context, feedback):
        arguments, results = list(self.words), {}

        def value_of(option):
            name = name_of_option(option)
            if name == "output":
                results["output"] = self.parameterAsFileOutput(parameters, name, context) or None
                return results["output"]
            if not option["value"]:
                return self.parameterAsBool(parameters, name, context)
            if "words" in option and not option["repeats"]:
                return self.parameterAsEnumString(parameters, name, context)
            return parameters.get(name)

        for option in self._options():
            value = value_of(option)
            # What the program takes anyway needs no word.
            if str(value) != str(option.get("default")):
                arguments += arguments_of(option["names"][-1], value, option["repeats"])
        for place in self.command["places"]:
            arguments += arguments_of("", value_of(place), place["repeats"])
        self.run(arguments, feedback)
        return results

"""The provider: what the program offers, as algorithms."""

from processing.core.ProcessingConfig import ProcessingConfig, Setting
from qgis.core import Qgis, QgsMessageLog, QgsProcessingProvider

from .command import CommandAlgorithm
from .compare import CompareAlgorithm
from .program import ProgramError, ask, command_of, each_command, find_program
from .study import StudyAlgorithm

PROGRAM_SETTING = "AMUR_PROGRAM"
# What a shell asks for, or what does not end.
NOT_HERE = {"serve", "schema", "completion", "manual"}


class AmurProvider(QgsProcessingProvider):
    def id(self):
        return "amur"

    def name(self):
        return "Amur"

    def longName(self):
        return "Amur: freight and trade across borders"

    def load(self):
        ProcessingConfig.settingIcons[self.name()] = self.icon()
        ProcessingConfig.addSetting(Setting(self.name(), PROGRAM_SETTING, "The program amur", "",
                                            valuetype=Setting.FILE))
        ProcessingConfig.readSettings()
        self.refreshAlgorithms()
        return True

    def unload(self):
        ProcessingConfig.removeSetting(PROGRAM_SETTING)

    def loadAlgorithms(self):
        program = find_program(ProcessingConfig.getSetting(PROGRAM_SETTING) or "")
        if not program:
            QgsMessageLog.logMessage("The program amur is neither on PATH nor set in the options of "
                                     "Processing", self.name(), Qgis.Warning)
            return
        try:
            studies = ask(program, "schema", "studies")
            commands = ask(program, "schema", "commands")
        except (ProgramError, ValueError) as problem:
            QgsMessageLog.logMessage(f"{program}: {problem}", self.name(), Qgis.Critical)
            return
        asked = [study for study in studies if study["served"]]
        for study in asked:
            self.addAlgorithm(StudyAlgorithm(program, study))
        done = NOT_HERE | {"compare"} | {word for study in asked for word in command_of(study)}
        self.addAlgorithm(CompareAlgorithm(program))
        for words, command in each_command(commands):
            if words[0] not in done:
                self.addAlgorithm(CommandAlgorithm(program, words, command))

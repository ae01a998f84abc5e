"""What all algorithms of the provider share."""

from qgis.core import QgsProcessingAlgorithm, QgsProcessingException

from .program import ProgramError, run_program


class AmurAlgorithm(QgsProcessingAlgorithm):
    """One that runs the program; `words` are those of its command."""

    def __init__(self, program, words, sentence, example=""):
        super().__init__()
        self.program, self.words = program, words
        self.sentence, self.example = sentence, example

    def name(self):
        return "_".join(self.words).replace("-", "_")

    def displayName(self):
        return " ".join(self.words).capitalize()

    def shortDescription(self):
        return self.sentence

    def shortHelpString(self):
        return self.sentence + (f"\n\n{self.example}" if self.example else "")

    def run(self, arguments, feedback):
        """What the program prints; its findings end the algorithm."""
        feedback.pushCommandInfo(" ".join(["amur", *arguments]))
        try:
            printed, said = run_program(self.program, arguments, feedback.isCanceled)
        except ProgramError as problem:
            raise QgsProcessingException(str(problem)) from problem
        for text in (printed, said):
            if text.strip():
                feedback.pushConsoleInfo(text)
        return printed


class StudyGroupAlgorithm(AmurAlgorithm):
    """One among the studies, whose layers have styles."""

    def __init__(self, program, words, sentence, example=""):
        super().__init__(program, words, sentence, example)
        self.stylers = []

    def group(self):
        return "Studies"

    def groupId(self):
        return "studies"

    def flags(self):
        # Styles are made of symbols, which belong to the thread that draws.
        return super().flags() | QgsProcessingAlgorithm.FlagNoThreading

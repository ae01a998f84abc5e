"""What QGIS loads: it adds the provider to Processing, and takes it out."""

from qgis.core import QgsApplication

from .provider import AmurProvider


class AmurPlugin:
    def __init__(self):
        self.provider = None

    def initProcessing(self):
        self.provider = AmurProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        self.initProcessing()

    def unload(self):
        QgsApplication.processingRegistry().removeProvider(self.provider)

"""Amur in QGIS: its studies and commands as Processing algorithms."""


def classFactory(_iface):  # pylint: disable=invalid-name
    from .plugin import AmurPlugin

    return AmurPlugin()

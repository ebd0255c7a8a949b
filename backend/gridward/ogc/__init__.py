"""Cells, and points of customers for those who may see them, as OGC API - Features: what QGIS and GDAL connect to."""

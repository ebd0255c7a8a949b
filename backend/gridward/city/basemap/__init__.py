"""The basemap of a city: one PMTiles archive of vector tiles, made from the city's own geography, needing no
key and no network.

Zoom 8 to 14, gzip MVT, extent 4096, buffer 64; clients overzoom above 14. The layers and their properties are
a contract with the map's style (schema version 1); a layer without features is absent from a tile, and a
property without a value is absent from a feature.

==================  ========  ===============================================================  =========
layer               geometry  properties                                                       from zoom
==================  ========  ===============================================================  =========
`land`              polygon   none; the union of the districts                                 8
`parks`             polygon   `name`, `name_en`, `class`: park, forest, island                 9
`water`             polygon   `name`, `name_en`, `class`: river, lake, sea, canal              8
`boundaries`        line      `kind`: district; each inner border once, never the coast        8
`districts`         polygon   `id`, `name`, `name_en`                                          8
`roads`             line      `class`: motorway, trunk, primary, secondary, street; `name`,    8 to 13
                              `name_en`, `bridge`: true
`rail`              line      `class`: metro; `name`, `name_en`, `colour`                      10
`stations`          point     `name`, `name_en`                                                11
`places`            point     `name`, `name_en`, `weight`, `rank`: 1 (heaviest) to 4           12 to 14
`district_labels`   point     `id`, `name`, `name_en`, `area_km2`                              8
`water_labels`      point     `name`, `name_en`, `class`                                       10
`park_labels`       point     `name`, `name_en`, `class`                                       12
==================  ========  ===============================================================  =========

Roads appear by class: motorway and trunk from 8, primary from 10, secondary from 12, street from 13. Places
appear by rank: 1 from 12, 2 from 13, 3 and 4 from 14.
"""

from gridward.city.basemap.archive import write_basemap
from gridward.city.basemap.schema import Bounds, Feature, Layers, road_class

__all__ = ["Bounds", "Feature", "Layers", "road_class", "write_basemap"]

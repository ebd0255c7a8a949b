"""Cities: districts, water, roads, parks, stations, the gazetteer of communities, the basemap."""

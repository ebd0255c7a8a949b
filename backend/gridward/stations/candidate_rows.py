"""The candidates of all cities: those of the extract and those of ops, whose word counts where both say something."""

CANDIDATES = """(
    SELECT city_id, station_no, coalesce(o.name, b.name) AS name, coalesce(o.lon, b.lon) AS lon,
        coalesce(o.lat, b.lat) AS lat, coalesce(o.delivered_frame, b.delivered_frame) AS delivered_frame,
        CASE WHEN o.station_no IS NULL THEN b.capacity ELSE o.capacity END AS capacity,
        CASE WHEN o.station_no IS NULL THEN b.monthly_cost ELSE o.monthly_cost END AS monthly_cost
    FROM book.station b FULL JOIN stations.own_candidate o USING (city_id, station_no)
    WHERE o.removed IS NOT TRUE)"""
"""Reads as a table."""

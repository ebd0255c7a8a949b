"""Loading the gazetteer: the communities by which addresses are placed."""

import time

import numpy as np

from gridward.census.importing.columns import NUL_DETAIL
from gridward.census.importing.inspection import DeliveredFile
from gridward.census.importing.loading import Loading, check_hopeless
from gridward.census.importing.reading import note_faults
from gridward.census.importing.report import Findings, Issue, shown
from gridward.census.importing.values import NULL, Fault, number_text
from gridward.city.public import DeliveredCommunities, load_city_by_id, save_communities
from gridward.geo.frames import Frame, parse_frame
from gridward.kernel.errors import GridwardError

_CHUNK = 20_000


def load_gazetteer(loading: Loading, file: DeliveredFile, frame: Frame | None) -> Findings:
    """Load the gazetteer; `frame` overrides the frame that the file names. Raises `gazetteer.wrong_frame`."""
    started = time.monotonic()
    report, findings = file.report, Findings()
    taken: list[tuple[int, str, str, str, float, float, Frame]] = []
    for chunk in file.chunks(_CHUNK):
        report.rows += len(chunk.rows) + len(chunk.faults)
        note_faults(findings, chunk)
        for line, row in zip(chunk.lines, chunk.rows, strict=True):
            parsed = parse_community(row, file.columns, frame)
            if isinstance(parsed, Issue):
                parsed.line = line
                findings.refuse(line, row, parsed)
            else:
                taken.append((line, *parsed))
    check_hopeless(file, findings)
    lines, names, districts, circles, lon, lat, frames = zip(*taken, strict=True) if taken else ((),) * 7
    delivered = DeliveredCommunities(
        names=list(names),
        districts=list(districts),
        circles=list(circles),
        lonlat=np.column_stack([lon, lat]).astype(np.float64).reshape(-1, 2),
        frames=list(frames),
    )
    city = load_city_by_id(loading.connection, loading.city_id)
    stored = save_communities(loading.connection, city, delivered, trust_frame=frame is not None)
    for index, problem in stored.doubts.items():
        issue = Issue(lines[index], None, "noted", f"gazetteer.{problem}", _DOUBTS[problem], names[index])
        findings.issues.append(issue)
    report.loaded, report.updated, report.unchanged = stored.added, stored.updated, stored.unchanged
    report.refused, report.repaired = len(findings.refused), findings.repaired_rows
    report.seconds = round(time.monotonic() - started, 2)
    return findings


_DOUBTS = {
    "other_district": "The position does not lie in the stated district; the community is kept, to be checked.",
    "outside_city": "The position does not lie in the city; nobody is placed there.",
    "unknown_district": "The stated district is none of the city's; the position decides.",
}


def parse_community(
    row: list[str], columns: dict[str, int], given: Frame | None
) -> tuple[str, str, str, float, float, Frame] | Issue:
    """A community's name, district, circle, position and frame (or `given` instead of it), or what is wrong with the row."""

    def value(name: str) -> str:
        return row[columns[name]].strip() if name in columns else ""

    for field, column in columns.items():
        if "\0" in row[column]:
            return Issue(0, field, "refused", "import.nul_character", NUL_DETAIL, shown(field, row[column]))
    name = value("name")
    if not name:
        return Issue(0, "name", "refused", "import.missing_value", "The community has no name.")
    try:
        frame = given or parse_frame(value("frame"))
    except GridwardError as error:
        return Issue(0, "frame", "refused", "import.unknown_frame", error.detail, value("frame"))
    lon, lat = number_text(value("lon")), number_text(value("lat"))
    if isinstance(lon, Fault) or isinstance(lat, Fault) or NULL in (lon, lat):
        detail = f"'{value('lon')}, {value('lat')}' is no position."
        return Issue(0, "lon", "refused", "import.impossible_position", detail)
    if not (-180 <= float(lon) <= 180 and -90 <= float(lat) <= 90) or float(lon) == float(lat) == 0:
        return Issue(0, "lon", "refused", "import.impossible_position", f"There is no place {lon}, {lat}.")
    return name, value("district"), value("circle"), float(lon), float(lat), frame

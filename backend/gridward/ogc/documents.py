"""What the standard's documents say: the start, what is conformed to, collections, pages of features with their links."""

from typing import Any

from gridward.kernel.clock import now
from gridward.ogc.collections import Collection, Kind
from gridward.ogc.features import Found

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GEOJSON = "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.1"
CONFORMS = [f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{one}" for one in ("core", "geojson")]
_TITLES = {
    Kind.CELLS: ("网格 Cells", "The cells in force today."),
    Kind.CUSTOMERS: ("客户 Customers", "Where the customers of the pool live, without names."),
}


def link(href: str, rel: str, type_: str = "application/json", title: str = "") -> dict[str, str]:
    """A link as the standard writes it."""
    return {"href": href, "rel": rel, "type": type_} | ({"title": title} if title else {})


def landing(root: str) -> dict[str, Any]:
    """The page at which a map program begins; `root` is its address without a slash at the end."""
    return {
        "title": "Gridward",
        "description": "Grid cells, and points of customers for those who may see them.",
        "links": [
            link(root, "self"),
            link(f"{root}/api", "service-desc", OPENAPI, "the description of this interface"),
            link(f"{root}/conformance", "conformance", title="what it conforms to"),
            link(f"{root}/collections", "data", title="what there is to read"),
        ],
    }


def collection_list(root: str, found: list[Collection]) -> dict[str, Any]:
    """All collections."""
    return {
        "links": [link(f"{root}/collections", "self")],
        "collections": [collection_document(root, one) for one in found],
    }


def collection_document(root: str, one: Collection) -> dict[str, Any]:
    """One collection."""
    address = f"{root}/collections/{one.id}"
    title, about = _TITLES[one.kind]
    return {
        "id": one.id,
        "title": f"{one.city} {title}",
        "description": about,
        "itemType": "feature",
        "extent": {"spatial": {"bbox": [list(one.bbox)], "crs": CRS84}},
        "crs": [CRS84],
        "links": [link(address, "self"), link(f"{address}/items", "items", GEOJSON, title)],
    }


def page_document(root: str, one: Collection, found: Found, here: str, following: str) -> dict[str, Any]:
    """A page of features; `here` and `following` are its own address and that of the next page."""
    links = [link(here, "self", GEOJSON), link(f"{root}/collections/{one.id}", "collection")]
    if found.more:
        links.append(link(following, "next", GEOJSON))
    matched = {} if found.matched is None else {"numberMatched": found.matched}
    return {
        "type": "FeatureCollection",
        "links": links,
        "timeStamp": now().isoformat(timespec="seconds").replace("+00:00", "Z"),
        **matched,
        "numberReturned": len(found.features),
        "features": list(found.features),
    }


def feature_document(root: str, one: Collection, found: dict[str, Any]) -> dict[str, Any]:
    """One feature with its links."""
    address = f"{root}/collections/{one.id}"
    return found | {
        "links": [link(f"{address}/items/{found['id']}", "self", GEOJSON), link(address, "collection")]
    }

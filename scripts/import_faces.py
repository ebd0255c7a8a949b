"""A contract for import-linter: of another room, only its face may be imported.

The kinds that import-linter brings can protect modules that are listed one by one. Here everything is protected but the
face, so a new module of a room is private without anybody thinking of it.
"""

import grimp
from importlinter import Contract, ContractCheck, fields, output


class FacesContract(Contract):
    """Modules of a room other than its faces are imported from within the room, or from a composition root.

    `rooms` are packages directly below the root package (those that do not exist yet are skipped), `faces` the names of
    the modules in them that others may import, `roots` modules below the root package that may import everything.
    """

    type_name = "faces"

    rooms = fields.ListField(subfield=fields.StringField())
    faces = fields.ListField(subfield=fields.StringField())
    roots = fields.ListField(subfield=fields.StringField())

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        """Every import that goes round a face."""
        wrong = [
            (importer, imported)
            for imported in graph.modules
            if self._is_private(imported)
            for importer in graph.find_modules_that_directly_import(imported)
            if not self._may_enter(importer, imported)
        ]
        return ContractCheck(kept=not wrong, metadata={"wrong": sorted(wrong)})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """List them."""
        for importer, imported in check.metadata["wrong"]:
            output.print_error(f"{importer} imports {imported}", bold=False)
        output.new_line()

    def _is_private(self, module: str) -> bool:
        below = module.split(".")[1:]
        return len(below) > 1 and below[0] in self.rooms and below[1] not in self.faces

    def _may_enter(self, importer: str, imported: str) -> bool:
        room = imported.split(".")[1]
        origin = importer.split(".")[1:2]
        return origin == [room] or (bool(origin) and origin[0] in self.roots)

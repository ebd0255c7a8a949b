"""The kinds of operations that this server knows."""

from gridward.field.operations.authority import subject_of_customer
from gridward.field.operations.correcting import OperationCorrect, correct
from gridward.field.operations.kind import Kind
from gridward.field.operations.plain_kinds import PLAIN
from gridward.field.operations.protocol import CORRECTION
from gridward.field.operations.undoing import OperationUndo, undo

KINDS = PLAIN | {
    "operation.undo": Kind(OperationUndo, subject_of_customer, undo, goes_by_earlier=True),
    CORRECTION: Kind(OperationCorrect, subject_of_customer, correct, goes_by_earlier=True),
}

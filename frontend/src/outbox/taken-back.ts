import type { Operation } from './operation'

/** What is left of them where one takes another back, or says what it should have been. What the copy shows already stays till the server answers. */
export function standing(operations: Operation[]): Operation[] {
  return operations.reduce<Operation[]>((left, one) => {
    const target = one.payload['target']
    if (one.kind === 'operation.undo') return left.filter((other) => other.op_id !== target)
    if (one.kind !== 'operation.correct') return [...left, one]
    const corrected = one.payload['payload'] as Operation['payload']
    return left.map((other) => (other.op_id === target ? { ...other, payload: corrected } : other))
  }, [])
}

/** What a tablet keeps of its cells, as the server hands it out. */
import type { Schemas } from '../api/client'

/** An open task of the field, without what is said of its customer. */
export type OpenItem = Schemas['DocTask']
/** Everything about a person, in the clear: it is kept sealed. */
export type CustomerDoc = Schemas['CustomerDoc']
export type SyncCell = Schemas['SyncCell']
export type SyncCells = Schemas['SyncCells']
export type Snapshot = Schemas['Snapshot']
/** The events to which his customers come, with who else comes to the door. */
export type MyEvents = Schemas['MyEventsOut']
export type Message = Schemas['MessageOut']
export type MessageChanges = Schemas['MessageChanges']
export type Week = Schemas['WeekOut']
export type Changes = Schemas['Changes']

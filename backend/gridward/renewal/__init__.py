"""Getting a due premium paid before its grace ends: the due list, the calendar, the points card, promises."""

/** Where an event is: the station with the room in it, or the address of another place. */
export function placeOf(station: string | null | undefined, place: string): string {
  return [station, place].filter((part) => part).join(' ')
}

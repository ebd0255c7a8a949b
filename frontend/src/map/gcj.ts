/**
 * Where a place is drawn by maps in GCJ-02: some hundred metres off, by the publicly known formula, the same as on the server. Only
 * for places of the mainland: whoever has a tile source in that frame has his cities there.
 */

const AXIS = 6378245
const ECCENTRICITY_SQUARED = 0.006693421622965943
const { PI, abs, cos, sin, sqrt } = Math
const RADIAN = PI / 180

export function toGcj(lon: number, lat: number): [lon: number, lat: number] {
  const [x, y] = [lon - 105, lat - 35]
  const root = sqrt(abs(x))
  const waves = ((20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2) / 3
  let north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
  north += ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3
  north += ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3
  let east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
  east += ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3
  east += ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3
  const phi = lat * RADIAN
  const magic = 1 - ECCENTRICITY_SQUARED * sin(phi) ** 2
  const metresNorth = ((AXIS * (1 - ECCENTRICITY_SQUARED)) / (magic * sqrt(magic))) * RADIAN
  const metresEast = (AXIS / sqrt(magic)) * cos(phi) * RADIAN
  return [lon + east / metresEast, lat + north / metresNorth]
}

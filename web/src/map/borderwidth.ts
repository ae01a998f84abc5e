// How wide borders and rivers are drawn: as wide as what is not known of them.

/**
 * How far packaged lines (drawn at 1:50,000,000) may lie from the true ones. They are drawn as wide as that, and the
 * wider the fainter, so that no place seems to be on the wrong side of a line.
 */
export const BORDER_KM = 10;
/** The same of those drawn at 1:10,000,000. */
export const FINE_BORDER_KM = 2;
const TILE_PX = 512;
const LATITUDE = 50;
const EQUATOR_KM = 40075;

/** Pixels that the uncertainty of a border takes at a zoom; a thin line where it is less than that. */
export const borderPixels = (zoom: number, km = BORDER_KM): number =>
  Math.max(0.5, (km * TILE_PX * 2 ** zoom) / (EQUATOR_KM * Math.cos((LATITUDE * Math.PI) / 180)));

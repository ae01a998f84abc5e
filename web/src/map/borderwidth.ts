// How wide borders are drawn: as wide as what is not known of them.

/**
 * How far the packaged borders (drawn at 1:50,000,000) may lie from the true ones. They are drawn as
 * wide as that, and the wider the fainter, so that no place seems to be on the wrong side of a line.
 */
export const BORDER_KM = 10;
const TILE_PX = 512;
const LATITUDE = 50;
const EQUATOR_KM = 40075;

/** Pixels that the uncertainty of a border takes at a zoom; a thin line where it is less than that. */
export const borderPixels = (zoom: number): number =>
  Math.max(0.5, (BORDER_KM * TILE_PX * 2 ** zoom) / (EQUATOR_KM * Math.cos((LATITUDE * Math.PI) / 180)));

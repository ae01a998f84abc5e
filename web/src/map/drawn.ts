// Labels and badges drawn on a canvas and handed to the map as images: no fonts from anywhere, and the map
// itself keeps them from overlapping.
import type { Map as MapLibre } from "maplibre-gl";
import { SHOP } from "../util/colour";
import { dark } from "../util/dark";

const SCALE = Math.max(2, Math.ceil(devicePixelRatio));
/** Height of a line of the list of crossings at one place. */
export const ENTRY_PX = 26;
const FONT = "system-ui, 'Segoe UI', Roboto, sans-serif";

function paint(width: number, height: number, draw: (pen: CanvasRenderingContext2D) => void): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * SCALE);
  canvas.height = Math.ceil(height * SCALE);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("The browser has no canvas");
  pen.scale(SCALE, SCALE);
  draw(pen);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

export function setImage(map: MapLibre, name: string, image: ImageData): void {
  const old = map.hasImage(name) ? map.getImage(name).data : undefined;
  if (old?.width === image.width && old.height === image.height) return void map.updateImage(name, image);
  if (old) map.removeImage(name);
  map.addImage(name, image, { pixelRatio: SCALE });
}

const offered = new Map<string, () => ImageData>();
/** An image that is drawn when the map wants it, of which there may be thousands; anew where it is there already. */
export function offerImage(map: MapLibre, name: string, draw: () => ImageData): void {
  offered.set(name, draw);
  if (map.hasImage(name)) setImage(map, name, draw());
}
export function drawWhenWanted(map: MapLibre): void {
  map.on("styleimagemissing", ({ id }) => {
    const draw = offered.get(id);
    if (draw) setImage(map, id, draw());
  });
}

const ruler = document.createElement("canvas").getContext("2d");
function widthOf(text: string, font: string): number {
  if (!ruler) return 8 * text.length;
  ruler.font = font;
  return ruler.measureText(text).width;
}

export function labelImage(text: string, size: number): ImageData {
  const font = `500 ${size}px ${FONT}`;
  return paint(widthOf(text, font) + 8, 18, (pen) => {
    pen.font = font;
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 3.5;
    pen.strokeStyle = dark.matches ? "rgba(16,23,31,.85)" : "rgba(255,255,255,.9)";
    pen.fillStyle = dark.matches ? "#dfe6ec" : "#26313b";
    pen.strokeText(text, 4, 9);
    pen.fillText(text, 4, 9);
  });
}

/** A disc with words, and a share as a ring; a crossing that is shut has a bar instead of a number. */
export function badgeImage(ring: number | null, open: boolean, colour: string, text: string): ImageData {
  const size = 38;
  const middle = size / 2;
  return paint(size, size, (pen) => {
    pen.fillStyle = dark.matches ? "#0f151b" : "#ffffff";
    pen.beginPath();
    pen.arc(middle, middle, 17, 0, 2 * Math.PI);
    pen.fill();
    pen.lineWidth = 4;
    pen.strokeStyle = dark.matches ? "#3b4650" : "#d5d9dd";
    pen.beginPath();
    pen.arc(middle, middle, 15, 0, 2 * Math.PI);
    pen.stroke();
    pen.fillStyle = dark.matches ? "#eef2f5" : "#1b2530";
    if (!open) {
      pen.fillRect(middle - 7, middle - 2, 14, 4);
      return;
    }
    if (ring !== null && ring > 0) {
      pen.strokeStyle = colour;
      pen.beginPath();
      pen.arc(middle, middle, 15, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * Math.min(1, ring));
      pen.stroke();
    }
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.font = `600 11px ${FONT}`;
    pen.fillText(text, middle, middle + 0.5);
  });
}

/** What a line of a list stands on. */
function plate(pen: CanvasRenderingContext2D, width: number, height: number, radius: number): void {
  pen.fillStyle = dark.matches ? "#0f151b" : "#ffffff";
  pen.strokeStyle = dark.matches ? "#3b4650" : "#c3c9cf";
  pen.beginPath();
  pen.roundRect(0.5, 0.5, width, height, radius);
  pen.fill();
  pen.stroke();
}

/** The same as a line of a list: ring, number, name. */
export function entryImage(text: string, ring: number | null, open: boolean, colour: string): ImageData {
  const font = `500 12px ${FONT}`;
  const width = widthOf(text, font) + 36;
  return paint(width, ENTRY_PX - 3, (pen) => {
    pen.globalAlpha = open ? 1 : 0.75;
    plate(pen, width - 1, ENTRY_PX - 4, 11);
    pen.lineWidth = 4;
    pen.beginPath();
    pen.arc(12.5, 11.5, 6, 0, 2 * Math.PI);
    pen.stroke();
    if (open) {
      pen.strokeStyle = colour;
      pen.beginPath();
      pen.arc(12.5, 11.5, 6, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * Math.min(1, ring ?? 0));
      pen.stroke();
    }
    pen.font = font;
    pen.textBaseline = "middle";
    pen.fillStyle = dark.matches ? "#eef2f5" : "#1b2530";
    pen.fillText(text, 25, 12);
  });
}

/** Height of a line of the list of centres of one town. */
export const CENTRE_PX = 24;
const DISC_PX = 9;

/** A centre as a line of a list: a disc with its share of the largest as area, an empty ring where it is shut. */
export function centreImage(text: string, open: boolean, share: number): ImageData {
  const font = `500 12px ${FONT}`;
  const width = widthOf(text, font) + 34;
  return paint(width, CENTRE_PX - 2, (pen) => {
    plate(pen, width - 1, CENTRE_PX - 3, 6);
    const middle = (CENTRE_PX - 2) / 2;
    pen.beginPath();
    pen.arc(14, middle, open ? Math.max(1.5, DISC_PX * Math.sqrt(share)) : 6, 0, 2 * Math.PI);
    if (open) {
      pen.fillStyle = SHOP;
      pen.fill();
    } else {
      pen.setLineDash([3, 2]);
      pen.lineWidth = 1.5;
      pen.strokeStyle = dark.matches ? "#a5b0ba" : "#55606b";
      pen.stroke();
    }
    pen.font = font;
    pen.textBaseline = "middle";
    pen.fillStyle = dark.matches ? "#eef2f5" : "#1b2530";
    pen.fillText(text, 28, middle + 0.5);
  });
}

export function queueImage(text: string): ImageData {
  // Always the same size: an image of another size would have the map place all its symbols anew.
  return paint(60, 20, (pen) => {
    pen.font = `700 13px ${FONT}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = "#1b1000";
    pen.fillText(text, 30, 10.5);
  });
}

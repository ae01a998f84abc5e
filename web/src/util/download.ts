// Files made in the page.
import { el } from "./dom";
import { fileName } from "./format";

export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
export const textFile = (text: string, type: string): Blob => new Blob([text], { type: `${type};charset=utf-8` });

type Cell = string | number | boolean | null | undefined;
/** As RFC 4180 has it, with the numbers as they are, unrounded. */
export function csvOf(columns: string[], rows: Record<string, Cell>[]): string {
  const cell = (value: Cell): string => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((line) => `${line.map(cell).join(",")}\r\n`)
    .join("");
}

/** SVG as a picture of dots, `scale` to a pixel. */
export async function pngOf(svg: string, width: number, height: number, scale = 2): Promise<Blob> {
  const image = new Image();
  await new Promise((loaded, failed) => {
    image.onload = loaded;
    image.onerror = () => failed(new Error("The picture can't be drawn"));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return blobOf(canvas);
}
export const blobOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((made, failed) =>
    canvas.toBlob((blob) => (blob ? made(blob) : failed(new Error("The picture can't be made"))), "image/png"),
  );

/** A menu of the files that something can be taken away as. */
export function saveMenu(
  name: string,
  label: string,
  files: [ending: string, make: () => Blob | Promise<Blob>][],
  failed: (error: unknown) => void,
): HTMLElement {
  const menu = el(
    "details",
    { class: "save" },
    el("summary", { "aria-label": label, title: label }, "⤓"),
    ...files.map(([ending, make]) =>
      el(
        "button",
        {
          type: "button",
          class: `save-${ending}`,
          onclick: () => {
            Promise.resolve(make())
              .then((made) => {
                download(`${fileName(name)}.${ending}`, made);
                menu.removeAttribute("open");
              })
              .catch(failed);
          },
        },
        ending.toUpperCase(),
      ),
    ),
  );
  return menu;
}

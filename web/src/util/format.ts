// Numbers as people read them.
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const three = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

export function number(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (value !== 0 && Math.abs(value) < 1e-9) return "0";
  return Math.abs(value) >= 100 ? whole.format(value) : three.format(value);
}
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? "–" : `${number(100 * share)} %`;
export const signed = (value: number): string => (value > 0 ? "+" : "") + number(value);
export const gap = (residual: number | null | undefined): string =>
  residual === null || residual === undefined ? "–" : residual.toExponential(1);
export const words = (name: string): string => name.replaceAll("_", " ");

// Numbers as people read them.
import { language, say } from "../texts/say";

const round = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const hundredths = new Intl.NumberFormat(language, { minimumFractionDigits: 2 });
const three = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });

const NEGLIGIBLE = 0.005;

export function number(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (value !== 0 && size < NEGLIGIBLE) return size < 1e-9 ? "0" : hundredths.format(0);
  if (size >= 1e7) return say("million", { n: three.format(value / 1e6) });
  return size >= 100 ? round.format(value) : three.format(value);
}
/** As it stands in a table, small ones too. */
export const exact = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-4
    ? value.toExponential(1)
    : Math.abs(value) >= 1000
      ? round.format(value)
      : three.format(value);
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? "–" : `${number(100 * share)} %`;
/** As it is said rather than read off. */
export const whole = (share: number): string => `${round.format(100 * share)} %`;
export const signed = (value: number): string => (value > 0 ? "+" : "") + number(value);
export const gap = (residual: number | null | undefined): string =>
  residual === null || residual === undefined ? "–" : residual.toExponential(1);
export const words = (name: string): string => name.replaceAll("_", " ");
/** Names cut to what the margin of a chart holds. */
export const shorten = (name: string, letters = 25): string =>
  name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
/** What a file may be called on any system. */
export const fileName = (name: string): string =>
  name
    .replace(/[/\\:*?"<>|\p{Cc}]/gu, "-")
    .trim()
    .slice(0, 80)
    .trim() || "amur";

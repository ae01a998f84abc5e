// How far apart colours look.
// Differences in CIE L*a*b* as those see them who lack a kind of cone (Machado, Oliveira and Fernandes 2009).
const EYES = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
];
const TO_XYZ = [
  [0.4124, 0.3576, 0.1805],
  [0.2126, 0.7152, 0.0722],
  [0.0193, 0.1192, 0.9505],
];
const times = (matrix, vector) => matrix.map((row) => row.reduce((sum, each, i) => sum + each * vector[i], 0));
function seen([r, g, b], eye) {
  const light = [r, g, b].map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  const [x, y, z] = times(
    TO_XYZ,
    times(eye, light).map((part) => Math.min(1, Math.max(0, part))),
  );
  const root = (t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  return [116 * root(y) - 16, 500 * (root(x / 0.95047) - root(y)), 200 * (root(y) - root(z / 1.08883))];
}
export const apart = (p, q) =>
  Math.min(...EYES.map((eye) => Math.hypot(...seen(p, eye).map((each, i) => each - seen(q, eye)[i]))));
export const TOLD_APART = 16;

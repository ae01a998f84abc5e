// Lines that come as their first point and the step to each next one, in whole parts of a degree.
export function pointsOf(steps: number[], partsADegree: number): GeoJSON.Position[] {
  const points: GeoJSON.Position[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < steps.length; i += 2) {
    x += steps[i] ?? 0;
    y += steps[i + 1] ?? 0;
    points.push([x / partsADegree, y / partsADegree]);
  }
  return points;
}

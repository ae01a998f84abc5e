// A binary heap, and shortest paths over numbered vertices with it.

// Smallest key first; ties by value, so that no order is left to chance.
const before = (a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);

/** Adds [key, value]. */
export function push(heap, item) {
  let i = heap.push(item) - 1;
  for (let up = (i - 1) >> 1; i > 0 && before(heap[i], heap[up]); i = up, up = (i - 1) >> 1)
    [heap[i], heap[up]] = [heap[up], heap[i]];
}

/** Takes the [key, value] of the smallest key. */
export function pop(heap) {
  const top = heap[0], last = heap.pop();
  if (heap.length === 0) return top;
  heap[0] = last;
  for (let i = 0; ;) {
    let least = i;
    for (const child of [2 * i + 1, 2 * i + 2])
      if (child < heap.length && before(heap[child], heap[least])) least = child;
    if (least === i) return top;
    [heap[i], heap[least]] = [heap[least], heap[i]];
    i = least;
  }
}

/** Least sums from `start` as a map by vertex; `out[v]` lists [to, length]. Stops beyond `most` or
 *  once `target` is settled. */
export function leastLengths(out, start, most = Infinity, target = -1) {
  const best = new Map([[start, 0]]), settled = new Set(), heap = [[0, start]];
  while (heap.length) {
    const [length, at] = pop(heap);
    if (settled.has(at)) continue;
    settled.add(at);
    if (at === target || length > most) break;
    for (const [to, step] of out[at]) {
      if (length + step >= (best.get(to) ?? Infinity)) continue;
      best.set(to, length + step);
      push(heap, [length + step, to]);
    }
  }
  return best;
}

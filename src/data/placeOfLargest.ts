/** The first of the largest values; -1 where there is no number. */
export function placeOfLargest(values: ArrayLike<number>): number {
  let [best, largest] = [-1, Number.NEGATIVE_INFINITY];
  for (let place = 0; place < values.length; place++) {
    const value = values[place] as number;
    if (value > largest) {
      [best, largest] = [place, value];
    }
  }
  return best;
}

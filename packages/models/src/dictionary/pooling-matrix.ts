/** Places at which patches begin. */
export interface Places {
  readonly rows: number;
  readonly columns: number;
}

/**
 * Averages over grid x grid fields, written as a matrix: places x fields, row-major. Where the fields do not
 * divide the places, neighbouring fields share a line, as in PyTorch's adaptive pooling.
 */
export function poolingMatrix({ rows, columns }: Places, grid: number): Float32Array {
  const fields = grid * grid;
  const matrix = new Float32Array(rows * columns * fields);
  for (let field = 0; field < fields; field++) {
    const [top, bottom] = range(Math.floor(field / grid), rows, grid);
    const [left, right] = range(field % grid, columns, grid);
    const share = 1 / ((bottom - top) * (right - left));
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) matrix[(y * columns + x) * fields + field] = share;
    }
  }
  return matrix;
}

function range(field: number, size: number, grid: number): readonly [number, number] {
  return [Math.floor((field * size) / grid), Math.ceil(((field + 1) * size) / grid)];
}

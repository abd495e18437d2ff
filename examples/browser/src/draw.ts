const side = 28;

/** Draws pictures of 28 x 28 shares side by side, `row` rows of pictures below the top. */
export function drawPictures(canvas: HTMLCanvasElement, pictures: ArrayLike<number>, row: number): void {
  const context = canvas.getContext('2d')!;
  for (let i = 0; i * side * side < pictures.length; i++) {
    const image = context.createImageData(side, side);
    for (let pixel = 0; pixel < side * side; pixel++) {
      const value = 255 * pictures[i * side * side + pixel]!;
      image.data.set([value, value, value, 255], 4 * pixel);
    }
    context.putImageData(image, i * side, row * side);
  }
}

/** Draws a falling loss, from its first value at the top to zero at the bottom. */
export function drawLoss(canvas: HTMLCanvasElement, losses: readonly number[], total: number): void {
  const context = canvas.getContext('2d')!;
  const { width, height } = canvas;
  const top = Math.max(...losses);
  context.clearRect(0, 0, width, height);
  context.strokeStyle = '#ffb454';
  context.lineWidth = 2;
  context.beginPath();
  losses.forEach((loss, i) => {
    context.lineTo((i / Math.max(1, total - 1)) * width, height - (loss / top) * (height - 4));
  });
  context.stroke();
}

/** What draws on a canvas. @throws Error where the browser cannot draw. */
export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new Error('The browser has no canvas to draw the picture on');
  }
  return context;
}

/** Empties a canvas for a drawing of that size in CSS pixels, as sharp as the screen is. */
export function resizeCanvas(canvas: HTMLCanvasElement, width: number, height: number): void {
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
}

/** What is drawn on a canvas, as a file. */
export async function canvasPng(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) {
    throw new Error('The browser could not write the picture');
  }
  return new Uint8Array(await blob.arrayBuffer());
}

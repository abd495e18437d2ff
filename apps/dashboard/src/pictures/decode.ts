/** Height, width and channels, as events give them. */
export type EventShape = readonly [height: number, width: number, channels: number];

/** The pictures of an event, one by one: a view into one buffer, nothing is copied. */
export function decodePictures(base64: string, [height, width, channels]: EventShape): Uint8Array[] {
  const bytes = Buffer.from(base64, 'base64');
  const size = height * width * channels;
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, place) =>
    bytes.subarray(place * size, (place + 1) * size),
  );
}

/** What an export writes: bytes by path, relative, with forward slashes. */
export type Files = Readonly<Record<string, Uint8Array>>;

export function textFile(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function jsonFile(value: unknown): Uint8Array {
  return textFile(`${JSON.stringify(value, null, 2)}\n`);
}

/** The bytes of a typed array, without a copy. Little-endian, as every machine is that Node runs on. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

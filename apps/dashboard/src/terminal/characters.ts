/** How many bytes a character of UTF-8 has that begins with this one; 0 if none begins so. */
function lengthAfter(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

const replacement = 0xfffd;

/**
 * Makes code points of a stream of bytes, wherever it is cut. A byte with which no character of UTF-8 begins stands
 * for itself, so that 8-bit controls come through; each byte of a character that broke off is U+FFFD, so that the
 * coordinates of old mouse reports can be counted.
 */
export class Characters {
  #waiting: number[] = [];

  push(bytes: Uint8Array): number[] {
    const characters: number[] = [];
    for (const byte of bytes) {
      if (this.#waiting.length > 0 && (byte & 0xc0) !== 0x80) characters.push(...this.flush());
      this.#waiting.push(byte);
      const length = lengthAfter(this.#waiting[0]!);
      if (length === 0) characters.push(...this.#waiting.splice(0));
      else if (length === this.#waiting.length) characters.push(this.#character());
    }
    return characters;
  }

  /** The bytes of a character that broke off. */
  flush(): number[] {
    return this.#waiting.splice(0).map(() => replacement);
  }

  #character(): number {
    return Buffer.from(this.#waiting.splice(0)).toString('utf8').codePointAt(0)!;
  }
}

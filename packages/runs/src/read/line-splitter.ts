const newline = 0x0a;

/** A line that is longer than it may be: told, not kept. */
export const tooLong = Symbol('line too long');

export type Line = string | typeof tooLong;

/**
 * Cuts a stream of bytes into lines. It cuts bytes, not text, so it does not matter where a chunk ends:
 * in the middle of a line, or of a character. What follows the last newline waits for the next chunk.
 */
export class LineSplitter {
  readonly #longest: number;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;

  /** @param longest bytes that a line may have; of a longer one nothing is kept in memory. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The lines that this chunk completes. The chunk may be used again afterwards. */
  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      lines.push(this.#finish(chunk.subarray(start, end)));
      start = end + 1;
    }
    this.#wait(chunk.subarray(start));
    return lines;
  }

  #finish(rest: Uint8Array): Line {
    const whole = this.#waitingBytes + rest.length;
    const line =
      whole > this.#longest ? tooLong : Buffer.concat([...this.#waiting, rest], whole).toString('utf8');
    this.#waiting = [];
    this.#waitingBytes = 0;
    return line;
  }

  #wait(rest: Uint8Array): void {
    this.#waitingBytes += rest.length;
    if (this.#waitingBytes > this.#longest) this.#waiting = [];
    // A copy: slice() of a Buffer would be a view of memory that is soon used again.
    else if (rest.length > 0) this.#waiting.push(Uint8Array.from(rest));
  }
}

import type { ReadStream } from 'node:tty';
import { KeyParser } from './key-parser.ts';

/** What is typed on a terminal, character by character. */
export interface Keyboard {
  /** Hears each character that is typed from now on; the result ends it. */
  listen(listener: (key: string) => void): () => void;
  /** Takes the keys from the terminal's own line editor. */
  open(): void;
  /** Gives them back for a while: what is typed then is for the shell. */
  suspend(): void;
  resume(): void;
  /** Gives them back for good. */
  close(): void;
}

/** So long after an Escape it was a key, and no beginning. A person who types it is not kept waiting. */
const escapeMs = 100;
/** So long a sequence may take on a slow line. After that the rest of it is lost. */
const restMs = 1000;

/**
 * Ink's own reading of keys ends the program at sequences that it does not know, and takes parts of others for
 * letters. So this reads stdin in its place: Ink never touches it.
 */
export function createKeyboard(terminal: ReadStream): Keyboard {
  const listeners = new Set<(key: string) => void>();
  const parser = new KeyParser();
  let isOpen = false;
  let timer: NodeJS.Timeout | undefined;
  let chunks = 0;

  const read = (bytes: Buffer): void => {
    clearTimeout(timer);
    chunks++;
    for (const key of parser.push(bytes)) for (const listener of listeners) listener(key);
    const { waitsFor } = parser;
    if (waitsFor !== 'nothing') timer = setTimeout(giveUp, waitsFor === 'the rest' ? restMs : escapeMs);
  };

  /** What is there already may only not have been read yet: a busy process is no slow line. */
  const giveUp = (): void => {
    const before = chunks;
    setImmediate(() => {
      if (chunks === before) parser.reset();
    });
  };

  // A terminal that is gone says so here too; whoever writes to it hears of it.
  const ignore = (): void => undefined;

  return {
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open() {
      isOpen = true;
      terminal.on('error', ignore);
      terminal.on('data', read);
      terminal.setRawMode(true);
    },
    suspend() {
      if (isOpen) terminal.setRawMode(false);
    },
    resume() {
      if (!isOpen) return;
      parser.reset();
      // Node remembers the mode that it set, whatever the shell has set since.
      terminal.setRawMode(false);
      terminal.setRawMode(true);
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      clearTimeout(timer);
      terminal.off('data', read);
      terminal.setRawMode(false);
      terminal.pause();
      terminal.unref();
    },
  };
}

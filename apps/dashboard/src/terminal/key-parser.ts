import { Characters } from './characters.ts';
import { encodedKey } from './encoded-key.ts';
import { namedKey } from './named-key.ts';

const esc = 0x1b;
const bell = 0x07;
const endOfPaste = '\u001B[201~';

type State =
  | 'ground'
  | 'escape'
  | 'single shift'
  | 'sequence'
  | 'mouse'
  | 'string'
  | 'end of string'
  | 'paste';

/** What follows an Escape, or stands alone as one 8-bit control, and what it begins. */
const beginnings: Readonly<Record<string, State>> = {
  '[': 'sequence',
  O: 'single shift',
  P: 'string',
  X: 'string',
  ']': 'string',
  '^': 'string',
  _: 'string',
};

/**
 * Tells the characters that are typed, and the keys that go along something, from all else that terminals send: function
 * keys, keys held with Alt or Control, mouse reports, replies, focus, pastes. The states are those of a terminal's own parser, as in ECMA-48 and
 * Williams' parser of the VT500; here they are for the way back.
 */
export class KeyParser {
  readonly #characters = new Characters();
  #state: State = 'ground';
  /** What came since a sequence began, or the last characters of a paste. */
  #text = '';

  /** The characters that are typed, in these bytes and in what waited for them; controls and named keys are such too. */
  push(bytes: Uint8Array): string[] {
    return this.#characters.push(bytes).flatMap((code) => this.#take(code) ?? []);
  }

  /** Whether more must come before it is known what the last bytes were, and whether that is one Escape so far. */
  get waitsFor(): 'nothing' | 'what escape begins' | 'the rest' {
    if (this.#state === 'ground') return 'nothing';
    return this.#state === 'escape' ? 'what escape begins' : 'the rest';
  }

  /** Nothing more came: the Escape was a key of its own, or the rest was lost. What comes now begins anew. */
  reset(): void {
    this.#characters.flush();
    this.#enter('ground');
  }

  #enter(state: State): undefined {
    this.#state = state;
    this.#text = '';
  }

  /** One rule a state. */
  #take(code: number): string | undefined {
    const character = String.fromCodePoint(code);
    switch (this.#state) {
      case 'ground':
        return this.#ground(code, character);
      case 'escape':
        // Two of them are Alt and a key that sends a sequence itself. Else: Alt and that key, which is none of ours.
        return code === esc ? undefined : this.#enter(beginnings[character] ?? 'ground');
      case 'single shift':
        return this.#singleShift(code, character);
      case 'sequence':
        return this.#sequence(code, character);
      case 'mouse':
        if (code < 0x20) return this.#ground(code, character);
        this.#text += character;
        return this.#text.length < 3 ? undefined : this.#enter('ground');
      case 'string':
        return this.#string(code, character);
      case 'end of string':
        return character === '\\' ? this.#enter('ground') : this.#afterEscape(code);
      case 'paste':
        this.#text = (this.#text + character).slice(-endOfPaste.length);
        return this.#text === endOfPaste ? this.#enter('ground') : undefined;
    }
  }

  #ground(code: number, character: string): string | undefined {
    this.#enter('ground');
    if (code === esc) return this.#enter('escape');
    if (code < 0x80 || code > 0x9f) return character;
    return this.#enter(beginnings[String.fromCharCode(code - 0x40)] ?? 'ground');
  }

  /** An Escape that ended a string begins something new. */
  #afterEscape(code: number): string | undefined {
    this.#enter('escape');
    return this.#take(code);
  }

  #sequence(code: number, character: string): string | undefined {
    // Nobody sends a control or a letter beyond ASCII in a sequence: this one broke off.
    if (code < 0x20 || code > 0x7e) return this.#ground(code, character);
    const parameters = this.#text;
    // Linux's console sends `CSI [ A` for function keys, and rxvt `CSI 3 $` for keys held with Shift.
    const isConsole = character === '[' && parameters === '';
    const isFinal = (code >= 0x40 && !isConsole) || (character === '$' && /^\d+$/.test(parameters));
    this.#text += character;
    if (!isFinal) return undefined;
    if (parameters === '' && character === 'M') return this.#enter('mouse');
    if (parameters === '200' && character === '~') return this.#enter('paste');
    this.#enter('ground');
    const spelled = character === 'u' || character === '~' ? encodedKey(parameters, character) : undefined;
    return spelled ?? namedKey(parameters, character);
  }

  /** Some send the keys that are held before the letter: `SS3 5 A`. */
  #singleShift(code: number, character: string): string | undefined {
    if (code < 0x20) return this.#ground(code, character);
    const parameters = this.#text;
    if (/\d/.test(character)) {
      this.#text += character;
      return undefined;
    }
    this.#enter('ground');
    return namedKey(parameters, character);
  }

  #string(code: number, character: string): string | undefined {
    if (code === esc) return this.#enter('end of string');
    if (code === bell || code === 0x9c) return this.#enter('ground');
    // Strings have no controls but those that lay out a text: this one broke off.
    const isText = code >= 0x20 || (code >= 0x08 && code <= 0x0d);
    return isText ? undefined : this.#ground(code, character);
  }
}

import { useEffect, useEffectEvent } from 'react';
import { bindingFor, type KeyContext } from '../keys.ts';
import type { Keyboard } from '../terminal/keyboard.ts';

/** Passes what is typed to the table of keys. */
export function useKeys(keyboard: Pick<Keyboard, 'listen'> | undefined, context: KeyContext): void {
  const press = useEffectEvent((key: string) => bindingFor(key)?.press(context));
  useEffect(() => keyboard?.listen((key) => press(key)), [keyboard]);
}

import { useEffect, useEffectEvent } from 'react';
import type { Binding, KeyContext } from '../keys.ts';
import type { Keyboard } from '../terminal/keyboard.ts';

/** Passes what is typed to the keys that are there when it is heard. */
export function useKeys(
  keyboard: Pick<Keyboard, 'listen'> | undefined,
  bindings: () => readonly Binding[],
  context: KeyContext,
): void {
  const press = useEffectEvent((key: string) =>
    bindings()
      .find((one) => one.key === key)
      ?.press(context),
  );
  useEffect(() => keyboard?.listen((key) => press(key)), [keyboard]);
}

import { useInput } from 'ink';
import { bindingFor, type KeyContext } from '../keys.ts';

/** Passes what is typed to the table of keys. */
export function useKeys(context: KeyContext, canType: boolean): void {
  useInput(
    (input, key) => {
      // Keys that are pressed fast come together.
      const typed = key.ctrl && input === 'c' ? ['\u0003'] : input;
      for (const one of typed) bindingFor(one)?.press(context);
    },
    { isActive: canType },
  );
}

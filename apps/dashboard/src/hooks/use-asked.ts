import { useEffect, useState } from 'react';
import type { Control } from '../control.ts';

/** Whether the end was asked for: shown at once, though the run takes a moment to stop. */
export function useAsked({ asked }: Control): boolean {
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    void asked.then(() => setAsked(true));
  }, [asked]);
  return isAsked;
}

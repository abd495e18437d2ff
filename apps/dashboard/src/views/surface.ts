import type { Surface } from '@hourglass/viz';
import { createContext, useContext } from 'react';
import { type Style, styleFor } from '../terminal/style.ts';

/** What the terminal can show. All views draw for it; none looks at the process. */
export const SurfaceContext = createContext<Surface>({ color: 'none', unicode: true });

export function useStyle(): Style {
  return styleFor(useContext(SurfaceContext));
}

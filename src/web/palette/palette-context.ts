import { createContext, useContext } from 'react';

interface PaletteControl {
  open: () => void;
  /** Shows every key that does something. */
  openKeys: () => void;
}

export const PaletteContext = createContext<PaletteControl>({ open: () => undefined, openKeys: () => undefined });

export function usePalette(): PaletteControl {
  return useContext(PaletteContext);
}

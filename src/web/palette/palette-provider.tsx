import { useHotkeys } from '@mantine/hooks';
import { createContext, lazy, Suspense, useContext, useMemo, useState, type ReactNode } from 'react';
import { useGoKeys } from './use-go-keys.ts';

const Palette = lazy(() => import('./palette.tsx'));

interface PaletteControl {
  open: () => void;
}

const PaletteContext = createContext<PaletteControl>({ open: () => undefined });

export function usePalette(): PaletteControl {
  return useContext(PaletteContext);
}

/** Opens the palette by Ctrl/⌘-K from anywhere; its code is loaded when it is first opened. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const control = useMemo(
    () => ({
      open: () => {
        setOpened(true);
        setOpen(true);
      },
    }),
    [],
  );
  useHotkeys([['mod+K', control.open]], []);
  useGoKeys();
  return (
    <PaletteContext value={control}>
      {children}
      {wasOpened ? (
        <Suspense>
          <Palette isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </PaletteContext>
  );
}

import { useHotkeys } from '@mantine/hooks';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { lazyOpen } from '../lazy-open.tsx';
import { PaletteContext } from './palette-context.ts';
import { useGoKeys } from './use-go-keys.ts';

const loadPalette = async () => (await import('./palette.tsx')).Palette;
const Palette = lazyOpen(loadPalette);
const KeysHelp = lazyOpen(async () => (await import('./keys-help.tsx')).KeysHelp);

/** Opens the palette by Ctrl/⌘-K and the list of keys by `?`, from anywhere. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<'palette' | 'keys' | null>(null);
  const control = useMemo(() => ({ open: () => setShown('palette'), openKeys: () => setShown('keys') }), []);
  const close = (): void => setShown(null);
  useHotkeys([['mod+K', control.open]], []);
  useGoKeys(control.openKeys);
  useEffect(() => {
    // Fetched once the page has come to rest, so that what is typed right after the key is not lost.
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), 2000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <PaletteContext value={control}>
      {children}
      <Palette isOpen={shown === 'palette'} onClose={close} />
      <KeysHelp isOpen={shown === 'keys'} onClose={close} />
    </PaletteContext>
  );
}

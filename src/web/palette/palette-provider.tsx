import { useHotkeys } from '@mantine/hooks';
import { useMemo, useState, type ReactNode } from 'react';
import { lazyOpen } from '../lazy-open.tsx';
import { PaletteContext } from './palette-context.ts';
import { useGoKeys } from './use-go-keys.ts';

const Palette = lazyOpen(async () => (await import('./palette.tsx')).Palette);
const KeysHelp = lazyOpen(async () => (await import('./keys-help.tsx')).KeysHelp);

/** Opens the palette by Ctrl/⌘-K and the list of keys by `?`, from anywhere. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<'palette' | 'keys' | null>(null);
  const control = useMemo(() => ({ open: () => setShown('palette'), openKeys: () => setShown('keys') }), []);
  const close = (): void => setShown(null);
  useHotkeys([['mod+K', control.open]], []);
  useGoKeys(control.openKeys);
  return (
    <PaletteContext value={control}>
      {children}
      <Palette isOpen={shown === 'palette'} onClose={close} />
      <KeysHelp isOpen={shown === 'keys'} onClose={close} />
    </PaletteContext>
  );
}

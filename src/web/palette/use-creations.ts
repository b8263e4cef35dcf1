import type { Icon } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { kindLabel, kinds } from '../kinds.ts';
import { screens } from '../screens.tsx';
import { useMay } from '../session.ts';

/** The kinds this person can make here, with the way to their form. */
export function useCreations(): { kind: string; label: string; open: () => void; icon: Icon }[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  return Object.entries(kinds)
    .filter(
      ([kind, { isCreatable, noun }]) => isCreatable && may(kind, 'create') && screens.some(({ path }) => path === `/${noun}`),
    )
    .map(([kind, { noun, icon }]) => ({
      kind,
      icon,
      label: t('web:actions.newOf', { name: t(kindLabel(kind)) }),
      open: () => void navigate({ to: `/${noun}`, search: { new: true } }),
    }));
}

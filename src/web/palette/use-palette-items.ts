import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHelp, IconKeyboard, IconLanguage, IconListCheck, IconMoon, IconPlus, type Icon } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { searchRecords, type SearchHit } from '../../modules/records/search/contract.ts';
import { useTakeUpTour } from '../../modules/tour/web/queries.ts';
import { languages, languageNames } from '../../platform/languages.ts';
import { queryOf } from '../api.ts';
import { setLanguage } from '../i18n.ts';
import { kindIcon, kindLabel, recordPath } from '../kinds.ts';
import { schemes } from '../layout/choice-items.tsx';
import { visibleNav } from '../layout/visible-nav.ts';
import { screens } from '../screens.tsx';
import { useSession } from '../session.ts';
import { showProblem } from '../ui/toast.tsx';
import { usePalette } from './palette-context.ts';
import { recentVisits, visitsOf } from './recent.ts';
import { useCreations } from './use-creations.ts';

export interface PaletteItem {
  key: string;
  group: string;
  label: string;
  sub?: string;
  /** The keys that do the same without the palette. */
  keys?: string;
  icon: Icon;
  run: () => void;
}

interface PaletteItems {
  items: PaletteItem[];
  isLoading: boolean;
  /** The records are still those of what was typed before. */
  isStale: boolean;
}

/** True when every typed word starts a word of one of the texts. */
export function matches(typed: string, ...from: string[]): boolean {
  const texts = from.join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => texts.includes(word));
}

function useRecordItems(typed: string): PaletteItems {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  const [q] = useDebouncedValue(typed.trim(), 120);
  const search = useQuery({
    ...queryOf(searchRecords, { query: { q, limit: 12 } }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const found: SearchHit[] =
    q === '' ? recentVisits(visitsOf(session)).map((visit) => ({ ...visit, subtitle: null })) : (search.data?.data ?? []);
  const items = found.flatMap((hit) => {
    const to = recordPath(hit.kind, hit.id);
    if (!to) return [];
    const sub = [t(kindLabel(hit.kind)), hit.subtitle ?? ''].filter((part) => part !== '').join(' · ');
    const group = q === '' ? t('web:palette.recent') : t('web:palette.records');
    return [{ key: hit.id, group, label: hit.title, sub, icon: kindIcon(hit.kind), run: () => void navigate({ to }) }];
  });
  const isStale = q !== typed.trim() || (q !== '' && (search.isPending || search.isPlaceholderData));
  return { items, isLoading: q !== '' && search.isFetching, isStale };
}

function useScreenItems(): (PaletteItem & { alias: string })[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  return visibleNav(session, screens)
    .flatMap((group) => group.entries)
    .map((entry) => ({
      key: entry.to,
      group: t('web:palette.goTo'),
      label: t(entry.label),
      alias: `${entry.to} ${entry.alias !== undefined && i18n.exists(entry.alias) ? t(entry.alias) : ''}`,
      ...(entry.key ? { keys: `g ${entry.key}` } : {}),
      icon: entry.icon,
      run: () => void navigate({ to: entry.to }),
    }));
}

function useCommandItems(): (PaletteItem & { alias: string })[] {
  const { t, i18n } = useTranslation();
  const { openKeys } = usePalette();
  const creations = useCreations();
  const takeUp = useTakeUpTour();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const group = t('web:palette.commands');
  const create = creations.map(({ kind, label, open }) => ({
    key: `new-${kind}`,
    group,
    label,
    alias: `new ${kind}`,
    icon: IconPlus,
    run: open,
  }));
  const speak = languages
    .filter((language) => language !== i18n.language)
    .map((language) => ({
      key: `language-${language}`,
      group,
      label: languageNames[language],
      alias: `language ${language}`,
      icon: IconLanguage,
      run: () => void setLanguage(language).catch(showProblem),
    }));
  const look = schemes
    .filter((scheme) => scheme !== colorScheme)
    .map((scheme) => ({
      key: `scheme-${scheme}`,
      group,
      label: t(`web:user.scheme.${scheme}`),
      alias: `${scheme} theme appearance`,
      icon: IconMoon,
      run: () => setColorScheme(scheme),
    }));
  const keys = {
    key: 'keys',
    group,
    label: t('web:keys.title'),
    alias: 'keyboard shortcuts help',
    icon: IconKeyboard,
    keys: '?',
    run: openKeys,
  };
  const guide = {
    key: 'guide',
    group,
    label: t('web:user.guide'),
    alias: 'guide help manual',
    icon: IconHelp,
    run: () => void window.open(`/help/${i18n.language}/`, '_blank', 'noopener'),
  };
  const tour = takeUp
    ? [{ key: 'tour', group, label: t('tour:card.title'), alias: 'first steps tour', icon: IconListCheck, run: takeUp }]
    : [];
  return [...create, ...tour, ...look, ...speak, guide, keys];
}

/** What the palette offers for what was typed: records first, then screens, then commands. */
export function usePaletteItems(typed: string): PaletteItems {
  const records = useRecordItems(typed);
  const screenItems = useScreenItems();
  const commands = useCommandItems();
  const fixed = [...screenItems, ...commands].filter((item) => matches(typed.trim(), item.label, item.alias));
  return { ...records, items: [...records.items, ...fixed] };
}

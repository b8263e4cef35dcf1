import { Button, Group, Modal, NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Menu } from '../../modules/menu/contract.ts';
import { useMenu, useUpdateMenu } from '../../modules/menu/web/queries.ts';
import { screens } from '../screens.tsx';
import { useSession } from '../session.ts';
import { showProblem } from '../ui/toast.tsx';
import classes from './layout.module.css';
import type { NavEntry } from './nav.ts';
import { screenOf, visibleNav } from './visible-nav.ts';

const places = ['auto', 'pinned', 'hidden'] as const;
type Place = (typeof places)[number];

function placeIn({ pinned, hidden }: Menu, screen: string): Place {
  if (hidden.includes(screen)) return 'hidden';
  return pinned.includes(screen) ? 'pinned' : 'auto';
}

/** What stands in every menu needs no pin: unless it is hidden, it is there always. */
const choicesFor = (entry: NavEntry): readonly Place[] => (entry.isInFirstMenu ? ['auto', 'hidden'] : places);
const wordOf = (entry: NavEntry, place: Place): Place => (entry.isInFirstMenu && place === 'auto' ? 'pinned' : place);

/** For each screen: in the menu always, never, or from its first use on. Each choice holds at once. */
export function ArrangeMenu({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: menu } = useMenu();
  const update = useUpdateMenu();
  const entries = visibleNav(useSession(), screens).flatMap((group) => group.entries);
  const choose = (entry: NavEntry, place: string): void => {
    if (!menu) return;
    const screen = screenOf(entry);
    const without = (list: readonly string[]) => list.filter((one) => one !== screen);
    const pinned = [...without(menu.pinned), ...(place === 'pinned' ? [screen] : [])];
    const hidden = [...without(menu.hidden), ...(place === 'hidden' ? [screen] : [])];
    update.mutate({ version: menu.version, pinned, hidden }, { onError: showProblem });
  };
  const reset = (): void => {
    if (!menu) return;
    update.mutate({ version: menu.version, pinned: [], hidden: [], forgetsOpened: true }, { onError: showProblem });
  };
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('web:arrange.title')}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      <Text size="sm" c="var(--ink2)" mb="sm">
        {t('web:arrange.intro')}
      </Text>
      {menu
        ? entries.map((entry) => (
            <label key={entry.to} className={classes['arranged']}>
              <entry.icon size={17} stroke={1.6} aria-hidden="true" />
              <span>{t(entry.label)}</span>
              <NativeSelect
                size="sm"
                value={placeIn(menu, screenOf(entry))}
                disabled={update.isPending}
                onChange={(event) => choose(entry, event.currentTarget.value)}
                data={choicesFor(entry).map((place) => ({
                  value: place,
                  label: t(`web:arrange.places.${wordOf(entry, place)}`),
                }))}
              />
            </label>
          ))
        : null}
      <Group justify="space-between" mt="md">
        <Button variant="default" onClick={reset} loading={update.isPending}>
          {t('web:arrange.reset')}
        </Button>
        <Button onClick={onClose}>{t('web:arrange.done')}</Button>
      </Group>
    </Modal>
  );
}

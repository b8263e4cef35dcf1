import { Menu, ScrollArea, UnstyledButton, VisuallyHidden } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCheck,
  IconChevronDown,
  IconDeviceFloppy,
  IconEdit,
  IconLayoutList,
  IconLink,
  IconPlus,
  IconStar,
  IconStarOff,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session.ts';
import type { EntityUi } from '../entity-ui.ts';
import type { Views } from './use-views.ts';
import type { ViewActions } from './use-view-actions.ts';
import { allKey, type View } from './view-model.ts';
import classes from './views.module.css';

interface ViewMenuProps {
  ui: EntityUi;
  views: Views;
  actions: ViewActions;
}

/** What a view is called. */
export function useViewName(ui: EntityUi): (view: View) => string {
  const { t } = useTranslation();
  return ({ key, saved }) => {
    if (saved) return saved.name;
    if (key === allKey) return t('web:views.all', { name: t(`${ui.module}:objects.${ui.object}.other`) });
    return t(`${ui.module}:views.${ui.object}.${key}`);
  };
}

/** The views of a list to choose from, and what can be done with the one that is open. */
export function ViewMenu({ ui, views, actions }: ViewMenuProps) {
  const { t } = useTranslation();
  const nameOf = useViewName(ui);
  const { view, all } = views;
  const own = all.filter(({ saved }) => saved?.audience === 'private');
  const shared = all.filter(({ saved }) => saved !== null && saved.audience !== 'private');
  const builtIn = all.filter(({ saved }) => saved === null);
  const groups = [
    { label: 'web:views.private', views: own },
    { label: 'web:views.shared', views: shared },
    { label: 'web:views.builtIn', views: builtIn },
  ].filter((group) => group.views.length > 0);
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <UnstyledButton className={[classes['current'], 'cd-touch'].join(' ')}>
          <VisuallyHidden>{t('web:views.choose')}</VisuallyHidden>
          <IconLayoutList size={16} stroke={1.6} aria-hidden="true" />
          <span className="cd-ellipsis">{nameOf(view)}</span>
          {actions.isTurned ? <small>{t('web:views.turned')}</small> : null}
          <IconChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah="min(46vh, 420px)" type="auto">
          {groups.map(({ label, views: some }) => (
            <div key={label} role="group" aria-label={t(label)}>
              <Menu.Label>{t(label)}</Menu.Label>
              {some.map((one) => (
                <ViewItem key={one.key} one={one} name={nameOf(one)} views={views} onOpen={actions.open} />
              ))}
            </div>
          ))}
        </ScrollArea.Autosize>
        <Menu.Divider />
        <OpenViewItems view={view} actions={actions} />
      </Menu.Dropdown>
    </Menu>
  );
}

interface ViewItemProps {
  one: View;
  name: string;
  views: Views;
  onOpen: (key: string) => void;
}

function ViewItem({ one, name, views, onOpen }: ViewItemProps) {
  const { t } = useTranslation();
  const { saved, key } = one;
  const whose = saved?.audience === 'team' ? saved.team?.name : saved?.audience === 'public' ? t('web:views.public') : undefined;
  return (
    <Menu.Item
      onClick={() => onOpen(key)}
      aria-current={key === views.view.key || undefined}
      rightSection={
        <span className={classes['marks']}>
          {whose ? <small>{whose}</small> : null}
          {key === views.opensWith && key !== views.start ? <IconStar size={14} aria-label={t('web:views.isDefault')} /> : null}
          {key === views.view.key ? <IconCheck size={16} aria-label={t('web:states.chosen')} /> : null}
        </span>
      }
    >
      <span className="cd-ellipsis">{name}</span>
    </Menu.Item>
  );
}

/** What can be done with the open view. */
function OpenViewItems({ view, actions }: { view: View; actions: ViewActions }) {
  const { t } = useTranslation();
  const may = useMay();
  const { saved } = view;
  const { isTurned, isDefault, isStart } = actions;
  const mayCreate = may('savedView', 'create');
  const item = (icon: typeof IconPlus) => {
    const Icon = icon;
    return <Icon size={16} stroke={1.6} aria-hidden="true" />;
  };
  return (
    <>
      {isTurned && saved?.mayEdit ? (
        <Menu.Item leftSection={item(IconDeviceFloppy)} onClick={actions.save}>
          {t('web:views.save')}
        </Menu.Item>
      ) : null}
      {mayCreate ? (
        <Menu.Item leftSection={item(IconPlus)} onClick={actions.startNew}>
          {t('web:views.saveAs')}
        </Menu.Item>
      ) : null}
      {isTurned ? (
        <Menu.Item leftSection={item(IconArrowBackUp)} onClick={actions.undo}>
          {t('web:views.undo')}
        </Menu.Item>
      ) : null}
      {saved?.mayEdit ? (
        <Menu.Item leftSection={item(IconEdit)} onClick={actions.startEdit}>
          {t('web:views.edit')}
        </Menu.Item>
      ) : null}
      {isDefault && !isStart ? (
        <Menu.Item leftSection={item(IconStarOff)} onClick={actions.unsetDefault}>
          {t('web:views.noDefault')}
        </Menu.Item>
      ) : null}
      {isDefault ? null : (
        <Menu.Item leftSection={item(IconStar)} onClick={actions.setDefault}>
          {t('web:views.makeDefault')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={item(IconLink)} onClick={actions.copyLink}>
        {t('web:views.copyLink')}
      </Menu.Item>
      {saved?.mayDelete ? (
        <Menu.Item leftSection={item(IconTrash)} color="var(--bad)" onClick={actions.remove}>
          {t('web:views.remove')}
        </Menu.Item>
      ) : null}
    </>
  );
}

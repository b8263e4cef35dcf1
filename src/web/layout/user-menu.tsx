import { Menu, UnstyledButton } from '@mantine/core';
import { IconArrowsExchange, IconHelp, IconListCheck, IconLogout, IconUserCog } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { switchWorkspace } from '../../modules/identity/contract.ts';
import { useTakeUpTour } from '../../modules/tour/web/queries.ts';
import { call } from '../api.ts';
import { screens } from '../screens.tsx';
import { leave, takeSession, useSession } from '../session.ts';
import { Avatar } from '../ui/avatar.tsx';
import { showProblem } from '../ui/toast.tsx';
import { PreferenceItems } from './choice-items.tsx';
import classes from './layout.module.css';

const profilePath = '/settings/profile';
const hasProfile = screens.some((screen) => screen.path === profilePath);

export function UserMenu() {
  const { t, i18n } = useTranslation();
  const { user, workspace, workspaces, viewing } = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const handleSignOut = async (): Promise<void> => {
    try {
      await leave(queryClient);
      await navigate({ to: '/sign-in' });
    } catch (error) {
      showProblem(error);
    }
  };
  const handleSwitch = async (workspaceId: string): Promise<void> => {
    try {
      takeSession(queryClient, await call(switchWorkspace, { body: { workspaceId } }));
      await navigate({ to: '/' });
    } catch (error) {
      showProblem(error);
    }
  };
  return (
    <Menu width={240}>
      <Menu.Target>
        <UnstyledButton className={classes['user']} aria-label={t('web:user.menu', { name: user.name })}>
          <Avatar name={user.name} size={28} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes['who']}>
          <b className="cd-ellipsis">{user.name}</b>
          <span className="cd-ellipsis">{user.email}</span>
          <span className="cd-ellipsis">{workspace.name}</span>
        </Menu.Label>
        <Menu.Divider />
        {workspaces
          .filter(({ id }) => id !== workspace.id)
          .map(({ id, name }) => (
            <Menu.Item key={id} leftSection={<IconArrowsExchange size={16} />} onClick={() => void handleSwitch(id)}>
              {t('web:user.switchTo', { name })}
            </Menu.Item>
          ))}
        {hasProfile && !viewing ? (
          <Menu.Item component={Link} to={profilePath} leftSection={<IconUserCog size={16} />}>
            {t('web:user.profile')}
          </Menu.Item>
        ) : null}
        <PreferenceItems />
        <TourItem />
        <Menu.Item component="a" href={`/help/${i18n.language}/`} target="_blank" leftSection={<IconHelp size={16} />}>
          {t('web:user.guide')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void handleSignOut()}>
          {t('web:user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The way back to the first steps, while there are some to do. */
function TourItem() {
  const { t } = useTranslation();
  const takeUp = useTakeUpTour();
  if (!takeUp) return null;
  return (
    <Menu.Item leftSection={<IconListCheck size={16} />} onClick={takeUp}>
      {t('tour:card.title')}
    </Menu.Item>
  );
}

import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useViewActions, type ViewPlace } from './use-view-actions.ts';
import { ViewDialog } from './view-dialog-loader.ts';
import { ViewMenu } from './view-menu.tsx';
import classes from './views.module.css';

/** Which view a list shows, what differs from it, and what can be done about that. */
export function ViewBar(props: ViewPlace) {
  const { t } = useTranslation();
  const actions = useViewActions(props);
  const { view } = props.views;
  return (
    <>
      <ViewMenu {...props} actions={actions} />
      {actions.isTurned ? (
        <span className={classes['turned']}>
          {view.saved?.mayEdit ? (
            <UnstyledButton className={classes['action']} onClick={actions.save}>
              {t('web:views.save')}
            </UnstyledButton>
          ) : (
            <UnstyledButton className={classes['action']} onClick={actions.startNew}>
              {t('web:views.saveAs')}
            </UnstyledButton>
          )}
          <UnstyledButton className={classes['action']} onClick={actions.undo}>
            {t('web:views.undo')}
          </UnstyledButton>
        </span>
      ) : null}
      <ViewDialog
        isOpen={actions.editing !== null}
        view={actions.editing === 'new' ? null : view.saved}
        onClose={actions.close}
        onSave={actions.keep}
      />
    </>
  );
}

import { CloseButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { recordPath } from '../../kinds.ts';
import { useMay } from '../../session.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { titleOf, type EntityRow, type EntityUi } from '../entity-ui.ts';
import { FieldPanel } from '../record/field-panel.tsx';
import classes from './peek-panel.module.css';

interface BodyProps {
  ui: EntityUi;
  row: EntityRow;
}

/** What is known of the record. It follows a moment after the title, so that the list answers the keyboard at once. */
function Body({ ui, row }: BodyProps) {
  const may = useMay();
  const drawn = useDeferredValue<EntityRow | null>(row, null);
  if (!drawn) return <div className={classes['body']} />;
  const Aside = ui.aside;
  // Another record starts afresh: nothing half edited moves over to it.
  return (
    <div key={drawn.id} className={classes['body']}>
      {Aside ? <Aside row={drawn} /> : null}
      <FieldPanel ui={ui} row={drawn} mayEdit={may(ui.object, 'edit')} />
    </div>
  );
}

interface PeekPanelProps {
  ui: EntityUi;
  row: EntityRow | undefined;
  isOpen: boolean;
  onClose: () => void;
}

/** The record beside its list, to read and edit without leaving the place. */
export function PeekPanel({ ui, row, isOpen, onClose }: PeekPanelProps) {
  const { t } = useTranslation();
  if (!isOpen || !row) return null;
  const title = titleOf(ui, row);
  const to = recordPath(ui.object, row.id);
  const Subtitle = ui.subtitle;
  return (
    <aside className={classes['panel']} aria-label={title}>
      <header className={classes['head']}>
        <div className={classes['titles']}>
          <h2>{to ? <Link to={to}>{title}</Link> : title}</h2>
          <div className={classes['sub']}>
            {Subtitle ? <Subtitle row={row} /> : null}
            {row.owner ? (
              <span>
                <Avatar name={row.owner.name} /> {row.owner.name}
              </span>
            ) : null}
          </div>
        </div>
        <CloseButton aria-label={t('web:actions.close')} onClick={onClose} />
      </header>
      <Body ui={ui} row={row} />
    </aside>
  );
}

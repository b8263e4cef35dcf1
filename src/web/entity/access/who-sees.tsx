import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Access, Reason } from '../../../modules/records/access/contract.ts';
import { Chip } from '../../ui/chip.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useFormat } from '../../use-format.ts';
import classes from './access.module.css';
import { useAccess } from './queries.ts';

const shown = 50;

/** Everybody who sees the record, and the rule by which they do. Asked for when somebody wants to know. */
export function WhoSees({ id }: { id: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const access = useAccess(id, isOpen);
  if (!isOpen)
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('web:access.who')}
      </Button>
    );
  if (access.error) return <ErrorState error={access.error} onRetry={() => void access.refetch()} />;
  const all = access.data?.data ?? [];
  const word = typed.trim().toLowerCase();
  const found = all.filter(({ user }) => user.name.toLowerCase().includes(word));
  return (
    <section aria-labelledby={`who-${id}`}>
      <h3 id={`who-${id}`}>{t('web:access.who')}</h3>
      <p className={classes['note']}>{t('web:access.whoCount', { seen: all.length, people: access.data?.people ?? 0 })}</p>
      <TextInput
        aria-label={t('web:access.find')}
        placeholder={t('web:access.find')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className={classes['list']}>
        {found.slice(0, shown).map((one) => (
          <PersonRow key={one.user.id} access={one} />
        ))}
      </ul>
      {word !== '' && found.length === 0 ? <p className={classes['note']}>{t('web:access.seesNot')}</p> : null}
      {found.length > shown ? <p className={classes['note']}>{t('web:access.more', { count: found.length - shown })}</p> : null}
    </section>
  );
}

function PersonRow({ access }: { access: Access }) {
  const { t } = useTranslation();
  const format = useFormat();
  const why = ({ rule, untilOn, team, part }: Reason): string => {
    const what = t(`web:access.rules.${rule}`, { team: team ?? '', part: part ? t(`web:access.parts.${part}`) : '' });
    return untilOn ? t('web:access.whyUntil', { what, day: format.day(untilOn) }) : what;
  };
  return (
    <li className={classes['row']}>
      <div className={classes['who']}>
        <span className={classes['name']}>
          <b className="cd-ellipsis">{access.user.name}</b>
          <span className={classes['note']}>{access.roleName ?? t(`identity:roles.${access.role}`)}</span>
        </span>
        <span className={classes['note']}>{access.reasons.map(why).join(t('web:access.and'))}</span>
      </div>
      <Chip tone={access.mayEdit ? 'pri' : 'plain'}>{t(`web:access.rights.${access.mayEdit ? 'edit' : 'read'}`)}</Chip>
    </li>
  );
}

import { ActionIcon, Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { showProblem, showUndo } from '../../../web/ui/toast.tsx';
import { attitudes, contactRoles, DealContact, type DealParts } from '../parts/contract.ts';
import classes from './guide.module.css';
import { useRemoveContact, useSetContact } from './queries.ts';
import { useBothSides } from '../../../web/use-both-sides.ts';
import { currentOf } from '../../../web/problem.ts';

interface DealContactsProps {
  dealId: string;
  parts: DealParts;
  canEdit: boolean;
}

/** Who decides, who influences, who stands where. */
export function DealContacts({ dealId, parts, canEdit }: DealContactsProps) {
  const { t } = useTranslation();
  return (
    <Card>
      {parts.contacts.map((part) => (
        <ContactLine key={part.contact.id} dealId={dealId} part={part} canEdit={canEdit} />
      ))}
      {parts.contacts.length === 0 ? (
        <EmptyState title={t('deals:screens.noContacts')} hint={t('deals:screens.noContactsHint')} />
      ) : null}
      {canEdit ? <AddContact dealId={dealId} /> : null}
    </Card>
  );
}

interface Seen {
  version?: number;
}

function ContactLine({ dealId, part, canEdit }: { dealId: string; part: DealContact; canEdit: boolean }) {
  const { t } = useTranslation();
  const remove = useRemoveContact(dealId);
  const set = useSetContact(dealId);
  const bothSides = useBothSides();
  const { contact, role, attitude, isPrimary, version } = part;
  const text = (side: Pick<DealContact, 'role' | 'attitude'> | null): string =>
    side
      ? `${t(`deals:choices.dealContact.role.${side.role}`)} · ${t(`deals:choices.dealContact.attitude.${side.attitude}`)}`
      : t('deals:screens.takenOff');
  const conflict = (error: unknown, mine: string, overwrite: (seen: Seen) => Promise<unknown>) => {
    const current = DealContact.safeParse(currentOf(error)).data;
    const seen = current ? { version: current.version } : {};
    return bothSides(error, { mine, theirs: text(current ?? null), overwrite: () => overwrite(seen) });
  };
  const change = (wanted: { role: Role; attitude: Attitude }): void => {
    const send = (seen: Seen) =>
      set.mutateAsync({ partId: contact.id, body: { influence: part.influence, note: part.note, ...wanted, ...seen } });
    void send({ version }).catch((error: unknown) => conflict(error, text(wanted), send));
  };
  const handleRemove = (): void => {
    const putBack = async (): Promise<void> =>
      void (await set.mutateAsync({ partId: contact.id, body: { role, attitude, influence: part.influence, note: part.note } }));
    const send = async (seen: Seen): Promise<void> => {
      await remove.mutateAsync({ partId: contact.id, ...seen });
      showUndo(t('deals:screens.partRemoved', { name: contact.title }), putBack);
    };
    void send({ version }).catch((error: unknown) => conflict(error, text(null), send));
  };
  return (
    <div className={classes['line']}>
      <span>
        <Link to="/contacts/$id" params={{ id: contact.id }}>
          {contact.title}
        </Link>{' '}
        {isPrimary ? <Chip tone="pri">{t('deals:screens.primary')}</Chip> : null}
      </span>
      <RoleSelect value={role} disabled={!canEdit} onChange={(next) => change({ role: next, attitude })} />
      <AttitudeSelect value={attitude} disabled={!canEdit} onChange={(next) => change({ role, attitude: next })} />
      {canEdit ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          className={classes['remove'] ?? ''}
          aria-label={t('deals:screens.removeContact', { name: contact.title })}
          onClick={handleRemove}
        >
          <IconX size={16} />
        </ActionIcon>
      ) : null}
    </div>
  );
}

type Role = (typeof contactRoles)[number];
type Attitude = (typeof attitudes)[number];

function RoleSelect({ value, onChange, disabled = false }: { value: Role; onChange: (value: Role) => void; disabled?: boolean }) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={t('deals:screens.role')}
      disabled={disabled}
      className={classes['choice'] ?? ''}
      w={160}
      allowDeselect={false}
      value={value}
      data={contactRoles.map((role) => ({ value: role, label: t(`deals:choices.dealContact.role.${role}`) }))}
      onChange={(next) => onChange(contactRoles.find((role) => role === next) ?? value)}
    />
  );
}

function AttitudeSelect({
  value,
  onChange,
  disabled = false,
}: {
  value: Attitude;
  onChange: (value: Attitude) => void;
  disabled?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={t('deals:screens.attitude')}
      disabled={disabled}
      className={classes['choice'] ?? ''}
      w={120}
      allowDeselect={false}
      value={value}
      data={attitudes.map((attitude) => ({ value: attitude, label: t(`deals:choices.dealContact.attitude.${attitude}`) }))}
      onChange={(next) => onChange(attitudes.find((attitude) => attitude === next) ?? value)}
    />
  );
}

function AddContact({ dealId }: { dealId: string }) {
  const { t } = useTranslation();
  const set = useSetContact(dealId);
  const [contact, setContact] = useState<NamedRef | null>(null);
  const [role, setRole] = useState<Role>('decisionMaker');
  const handleAdd = (): void => {
    if (contact)
      set.mutate(
        { partId: contact.id, body: { role, attitude: 'unknown' } },
        { onSuccess: () => setContact(null), onError: showProblem },
      );
  };
  return (
    <div className={classes['add']}>
      <RecordPicker kind="contact" label={t('deals:screens.addContact')} value={contact} onChange={setContact} />
      <RoleSelect value={role} onChange={setRole} />
      <Button variant="default" disabled={!contact} loading={set.isPending} onClick={handleAdd}>
        {t('deals:screens.add')}
      </Button>
    </div>
  );
}

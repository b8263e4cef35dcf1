import { ActionIcon, Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { EmptyState } from '../../../web/ui/empty-state.tsx';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { RecordPicker } from '../../../web/entity/pickers.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { attitudes, contactRoles, type DealParts } from '../parts/contract.ts';
import classes from './guide.module.css';
import { useRemoveContact, useSetContact } from './queries.ts';

interface DealContactsProps {
  dealId: string;
  parts: DealParts;
  canEdit: boolean;
}

/** Who decides, who influences, who stands where. */
export function DealContacts({ dealId, parts, canEdit }: DealContactsProps) {
  const { t } = useTranslation();
  const remove = useRemoveContact(dealId);
  const set = useSetContact(dealId);
  return (
    <Card>
      {parts.contacts.map(({ contact, role, attitude, isPrimary }) => (
        <div key={contact.id} className={classes['line']}>
          <span>
            <a href={`/contacts/${contact.id}`}>{contact.title}</a>{' '}
            {isPrimary ? <Chip tone="pri">{t('deals:screens.primary')}</Chip> : null}
          </span>
          <RoleSelect
            value={role}
            disabled={!canEdit}
            onChange={(next) => set.mutate({ partId: contact.id, body: { role: next, attitude } }, { onError: showProblem })}
          />
          <AttitudeSelect
            value={attitude}
            disabled={!canEdit}
            onChange={(next) => set.mutate({ partId: contact.id, body: { role, attitude: next } }, { onError: showProblem })}
          />
          {canEdit ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('deals:screens.removeContact', { name: contact.title })}
              onClick={() => remove.mutate(contact.id, { onError: showProblem })}
            >
              <IconX size={16} />
            </ActionIcon>
          ) : null}
        </div>
      ))}
      {parts.contacts.length === 0 ? (
        <EmptyState title={t('deals:screens.noContacts')} hint={t('deals:screens.noContactsHint')} />
      ) : null}
      {canEdit ? <AddContact dealId={dealId} /> : null}
    </Card>
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
      w={140}
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

import { ActionIcon, Button, Stack, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SingleSignOnChanges } from '../../single-sign-on/contract.ts';
import { RoleSelect, TeamSelect } from '../choices.tsx';
import classes from '../identity.module.css';

type Rule = SingleSignOnChanges['rules'][number];

interface RulesInputProps {
  value: readonly Rule[];
  onChange: (rules: Rule[]) => void;
  error: string | undefined;
}

/** Which role, and team if wanted, a value of the claim gives; the first that fits counts. */
export function RulesInput({ value, onChange, error }: RulesInputProps) {
  const { t } = useTranslation();
  const change = (at: number, changes: Partial<Rule>): void =>
    onChange(value.map((rule, index) => (index === at ? { ...rule, ...changes } : rule)));
  const handleAdd = (): void => onChange([...value, { value: '', role: 'seller', roleId: null, teamId: null }]);
  return (
    <Stack gap="xs">
      <p className={classes['note']}>{t('identity:sso.rulesHint')}</p>
      {value.map((rule, index) => (
        // Rows have no other name, and their order is what counts.
        <div key={index} className={classes['rule']}>
          <TextInput
            aria-label={t('identity:sso.ruleValue', { place: index + 1 })}
            placeholder={t('identity:sso.ruleExample')}
            value={rule.value}
            onChange={(event) => change(index, { value: event.currentTarget.value })}
          />
          <RoleSelect
            aria-label={t('identity:sso.ruleRole', { place: index + 1 })}
            description={null}
            value={rule}
            onChange={(held) => change(index, { role: held.role, roleId: held.roleId })}
          />
          <TeamSelect
            aria-label={t('identity:sso.ruleTeam', { place: index + 1 })}
            placeholder={t('identity:sso.anyTeam')}
            value={rule.teamId}
            onChange={(teamId) => change(index, { teamId })}
            clearable
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('identity:sso.ruleRemove', { place: index + 1 })}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {error === undefined ? null : <p className={classes['note']}>{error}</p>}
      <div>
        <Button variant="default" size="compact-md" onClick={handleAdd}>
          {t('identity:sso.ruleAdd')}
        </Button>
      </div>
    </Stack>
  );
}

import { Button, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedRef } from '../../../web/entity/entity-ui.ts';
import { UserPicker } from '../../../web/entity/pickers.tsx';
import { useSession } from '../../../web/session.ts';
import { Card } from '../../../web/ui/card.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import type { SubjectInfo } from '../chains/contract.ts';
import classes from './approvals.module.css';
import { Chain } from './chain.tsx';
import { useTrial } from './rule-queries.ts';
import { ValueInput } from './value-input.tsx';

type Tried = Record<string, number | string | boolean | null>;

/** Tries the rules out: who would be asked for such values, by this person? */
export function RuleTrial({ subjects }: { subjects: readonly SubjectInfo[] }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [key, setKey] = useState(subjects[0]?.key ?? '');
  const [submitter, setSubmitter] = useState<NamedRef | null>({ id: user.id, name: user.name });
  const [values, setValues] = useState<Tried>({});
  const trial = useTrial();
  const subject = subjects.find((one) => one.key === key);
  const fields = subject?.fields ?? [];
  const set = (field: string, value: Tried[string]): void => setValues((before) => ({ ...before, [field]: value }));
  const start = (): void => {
    if (submitter) trial.mutate({ subject: key, submitterId: submitter.id, values }, { onError: showProblem });
  };
  return (
    <Card title={t('approvals:trial.title')}>
      <div className={classes['decision']}>
        <p className={classes['sub']}>{t('approvals:trial.hint')}</p>
        <div className={classes['line']}>
          <Select
            label={t('approvals:rules.subject')}
            data={subjects.map((one) => ({ value: one.key, label: one.label }))}
            value={key}
            allowDeselect={false}
            onChange={(next) => {
              setKey(next ?? key);
              setValues({});
              trial.reset();
            }}
          />
          <UserPicker label={t('approvals:trial.submitter')} value={submitter} onChange={setSubmitter} />
        </div>
        <TriedValues fields={fields} values={values} onSet={set} />
        <div className={classes['line']}>
          <Button className={classes['fixed']} variant="default" loading={trial.isPending} disabled={!submitter} onClick={start}>
            {t('approvals:trial.action')}
          </Button>
        </div>
      </div>
      {trial.data ? (
        <div role="status">
          {trial.data.steps.length === 0 ? (
            <p className={classes['note']}>{t('approvals:trial.nobody')}</p>
          ) : (
            <Chain steps={trial.data.steps} />
          )}
        </div>
      ) : null}
    </Card>
  );
}

interface TriedValuesProps {
  fields: SubjectInfo['fields'];
  values: Tried;
  onSet: (field: string, value: Tried[string]) => void;
}

/** A value for each field that rules look at. */
function TriedValues({ fields, values, onSet }: TriedValuesProps) {
  const [people, setPeople] = useState<Record<string, NamedRef | null>>({});
  const [flags, others] = [fields.filter(({ kind }) => kind === 'flag'), fields.filter(({ kind }) => kind !== 'flag')];
  return (
    <>
      <div className={classes['line']}>
        {others.map(({ key, label, kind, choices }) => (
          <ValueInput
            key={key}
            kind={kind}
            choices={choices}
            label={label}
            value={asTyped(values[key])}
            person={people[key] ?? null}
            onPerson={(person) => setPeople((before) => ({ ...before, [key]: person }))}
            onChange={(value) => onSet(key, value)}
          />
        ))}
      </div>
      <div className={classes['line']}>
        {flags.map(({ key, label }) => (
          <Switch
            key={key}
            label={label}
            checked={values[key] === true}
            onChange={(event) => onSet(key, event.currentTarget.checked)}
          />
        ))}
      </div>
    </>
  );
}

function asTyped(value: Tried[string] | undefined): number | string | null {
  return typeof value === 'boolean' || value === undefined ? null : value;
}

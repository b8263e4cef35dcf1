import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AsyncPicker } from '../../../web/entity/async-picker.tsx';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import type { Import, TargetKind, ValueProposal } from '../contract.ts';
import classes from './import.module.css';
import { type Decisions, decisionKey, groupsOf, standsFor, type ValueGroup, withDecisions } from './mapping-rules.ts';
import { loadCandidates, useCheck, useImportKinds } from './queries.ts';

interface UnknownValuesProps {
  found: Import;
  proposals: readonly ValueProposal[];
}

const shownAtOnce = 12;

/** Values that mean nothing here, with the known ones they most likely stand for: a person looks, changes and takes them, all at once. */
export function UnknownValues({ found, proposals }: UnknownValuesProps) {
  const { t } = useTranslation();
  const check = useCheck(found.id);
  const kinds = useImportKinds();
  const [decisions, setDecisions] = useState<Decisions>({ stands: {}, makes: {} });
  const { map } = found;
  const all = kinds.data?.data;
  if (!map || !all) return null;
  const groups = groupsOf(proposals);
  const decided = proposalsDecided(groups, decisions);
  const handleApply = (): void => check.mutate(withDecisions(map, groups, decisions, all), { onError: showProblem });
  return (
    <Card title={t('exchange:screens.values')}>
      <p className={classes['hint']}>{t('exchange:screens.valuesHint')}</p>
      {groups.map((group) => (
        <Group
          key={group.key}
          id={found.id}
          group={group}
          kinds={all}
          kindOfTarget={found.report?.targets.find(({ no }) => no === group.targetNo)?.kind}
          decisions={decisions}
          onChange={setDecisions}
        />
      ))}
      <div className={classes['apply']}>
        <Button disabled={decided === 0} loading={check.isPending} onClick={handleApply}>
          {t('exchange:screens.applyValues')}
        </Button>
      </div>
    </Card>
  );
}

function proposalsDecided(groups: readonly ValueGroup[], decisions: Decisions): number {
  return groups.reduce(
    (sum, group) =>
      sum +
      (decisions.makes[group.key] ? 1 : 0) +
      group.values.filter((each) => standsFor(decisions, group, each) !== null).length,
    0,
  );
}

interface GroupProps {
  id: string;
  group: ValueGroup;
  kinds: readonly TargetKind[];
  kindOfTarget: string | undefined;
  decisions: Decisions;
  onChange: (decisions: Decisions) => void;
}

/** The unknown values of one field. */
function Group({ id, group, kinds, kindOfTarget, decisions, onChange }: GroupProps) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  const field = kinds.find(({ kind }) => kind === kindOfTarget)?.fields.find(({ key }) => key === group.field);
  const target = kinds.find(({ kind }) => kind === group.target);
  const open = group.values.filter((each) => standsFor(decisions, group, each) === null).length;
  const shown = showsAll ? group.values : group.values.slice(0, shownAtOnce);
  return (
    <section className={classes['group']} aria-label={field?.label ?? group.field}>
      <h3>
        {field?.label ?? group.field} <small>{group.file}</small>
      </h3>
      {shown.map((proposal) => (
        <Value
          key={proposal.value}
          id={id}
          group={group}
          proposal={proposal}
          choices={field?.choices ?? []}
          decisions={decisions}
          onChange={(stands) =>
            onChange({ ...decisions, stands: { ...decisions.stands, [decisionKey(group, proposal.value)]: stands } })
          }
        />
      ))}
      {shown.length < group.values.length ? (
        <Button variant="subtle" onClick={() => setShowsAll(true)}>
          {t('exchange:screens.allValues', { count: group.values.length })}
        </Button>
      ) : null}
      {target?.isNamed && open > 0 ? (
        <Checkbox
          className={classes['make'] ?? ''}
          label={t('exchange:screens.makeRest', { count: open, kind: target.label })}
          checked={decisions.makes[group.key] ?? false}
          onChange={(event) =>
            onChange({ ...decisions, makes: { ...decisions.makes, [group.key]: event.currentTarget.checked } })
          }
        />
      ) : null}
    </section>
  );
}

interface ValueProps {
  id: string;
  group: ValueGroup;
  proposal: ValueProposal;
  choices: readonly { value: string; label: string }[];
  decisions: Decisions;
  onChange: (stands: { code: string; label: string } | null) => void;
}

function Value({ id, group, proposal, choices, decisions, onChange }: ValueProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const stands = standsFor(decisions, group, proposal);
  const isProposed = stands !== null && decisions.stands[decisionKey(group, proposal.value)] === undefined;
  return (
    <div className={classes['value']}>
      <span>
        <b>{proposal.value}</b>{' '}
        <small>{t('exchange:screens.rows', { count: proposal.rows, shown: format.number(proposal.rows) })}</small>
      </span>
      <StandsInput id={id} group={group} value={proposal.value} choices={choices} stands={stands} onChange={onChange} />
      <span className={classes['score']}>
        {isProposed ? (
          <Chip tone="pri">{t('exchange:screens.proposed', { score: format.percent(proposal.score ?? 0) })}</Chip>
        ) : null}
      </span>
    </div>
  );
}

interface StandsInputProps {
  id: string;
  group: ValueGroup;
  value: string;
  choices: readonly { value: string; label: string }[];
  stands: { code: string; label: string } | null;
  onChange: (stands: { code: string; label: string } | null) => void;
}

/** What a value stands for: one of a list, a record by its name, or another spelling. */
function StandsInput({ id, group, value, choices, stands, onChange }: StandsInputProps) {
  const { t } = useTranslation();
  const label = t('exchange:screens.standsForIn', { value, field: group.field });
  if (choices.length > 0)
    return (
      <Select
        aria-label={label}
        placeholder={t('exchange:screens.unknownValue')}
        data={[...choices, { value: '', label: t('exchange:screens.leaveEmpty') }]}
        value={stands?.code ?? null}
        searchable
        clearable
        onChange={(code, option) => onChange(code === null ? null : { code, label: option?.label ?? code })}
      />
    );
  if (group.target === null)
    return (
      <TextInput
        aria-label={label}
        placeholder={t('exchange:screens.staysAsIs')}
        value={stands?.code ?? ''}
        onChange={({ currentTarget: { value: text } }) => onChange(text === '' ? null : { code: text, label: text })}
      />
    );
  const load = async (q: string) =>
    (await loadCandidates(id, group.targetNo, group.field, q)).map((name) => ({ id: name, name }));
  return (
    <AsyncPicker
      aria-label={label}
      placeholder={t('exchange:screens.unknownValue')}
      name={`import.${id}.${group.key}`}
      load={load}
      value={stands ? { id: stands.code, name: stands.label } : null}
      onChange={(chosen) => onChange(chosen ? { code: chosen.name, label: chosen.name } : null)}
    />
  );
}

import { Button, Checkbox, Select, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../../web/api.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { downloadImportErrors, type Import, type TargetReport, type ValueProposal } from '../contract.ts';
import classes from './import.module.css';
import { withValue } from './mapping-rules.ts';
import { useCheck, useFaults, useImportKinds, useStart } from './queries.ts';

interface CheckResultProps {
  found: Import;
  onEdit: () => void;
}

/** The dry run: what would happen, what is refused and why, what is proposed. */
export function CheckResult({ found, onEdit }: CheckResultProps) {
  const { t } = useTranslation();
  const start = useStart(found.id);
  const [skips, setSkips] = useState(false);
  const { report } = found;
  if (!report) return null;
  const writes = report.targets.reduce((sum, { counts }) => sum + counts.create + counts.update, 0);
  return (
    <>
      <CountsTable targets={report.targets} />
      {report.proposals.length > 0 ? <Proposals found={found} proposals={report.proposals} /> : null}
      {report.errors > 0 ? <Faults id={found.id} /> : null}
      <div className={classes['actions']}>
        <Button variant="default" onClick={onEdit}>
          {t('exchange:screens.backToMapping')}
        </Button>
        {report.errors > 0 ? (
          <Checkbox
            checked={skips}
            onChange={(event) => setSkips(event.currentTarget.checked)}
            label={t('exchange:screens.skipErrors', { count: report.errors })}
          />
        ) : null}
        <Button
          disabled={writes === 0 || (report.errors > 0 && !skips)}
          loading={start.isPending}
          onClick={() => start.mutate(skips, { onError: showProblem })}
        >
          {t('exchange:screens.run', { count: writes })}
        </Button>
      </div>
    </>
  );
}

/** What happens to the rows of each file, per kind of record. */
export function CountsTable({
  targets,
  linkOf,
}: {
  targets: readonly TargetReport[];
  linkOf?: (kind: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const kinds = useImportKinds();
  const labels = new Map((kinds.data?.data ?? []).map(({ kind, label }) => [kind, label]));
  const columns = ['create', 'update', 'same', 'skip', 'error'] as const;
  return (
    <Card title={t('exchange:screens.counts')}>
      <Table.ScrollContainer minWidth={520}>
        <Table horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('exchange:screens.kind')}</Table.Th>
              <Table.Th>{t('exchange:screens.file')}</Table.Th>
              {columns.map((column) => (
                <Table.Th key={column} className="cd-num">
                  {t(`exchange:screens.count.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {targets.map((target) => {
              const label = labels.get(target.kind) ?? target.kind;
              const to = linkOf?.(target.kind);
              return (
                <Table.Tr key={target.no}>
                  <Table.Td>{to ? <Link to={to}>{label}</Link> : label}</Table.Td>
                  <Table.Td>{target.file}</Table.Td>
                  {columns.map((column) => (
                    <Table.Td key={column} className="cd-num">
                      {column === 'error' && target.counts.error > 0 ? (
                        <Chip tone="bad">{format.number(target.counts.error)}</Chip>
                      ) : (
                        format.number(target.counts[column])
                      )}
                    </Table.Td>
                  ))}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}

/** Values that mean nothing here, with the known ones they most likely stand for: taken with one click, never by themselves. */
function Proposals({ found, proposals }: { found: Import; proposals: readonly ValueProposal[] }) {
  const { t } = useTranslation();
  const check = useCheck(found.id);
  const { map } = found;
  const accept = (chosen: readonly ValueProposal[]): void => {
    if (!map) return;
    const next = chosen.reduce(
      (all, { targetNo, field, value, proposed }) => (proposed === null ? all : withValue(all, targetNo, field, value, proposed)),
      map,
    );
    check.mutate(next, { onError: showProblem });
  };
  const known = proposals.filter(({ proposed }) => proposed !== null);
  const kindOf = ({ targetNo }: ValueProposal): string | undefined =>
    found.report?.targets.find(({ no }) => no === targetNo)?.kind;
  return (
    <Card
      title={t('exchange:screens.values')}
      aside={
        known.length > 1 ? (
          <Button variant="default" size="compact-md" loading={check.isPending} onClick={() => accept(known)}>
            {t('exchange:screens.takeAll')}
          </Button>
        ) : null
      }
    >
      {proposals.map((proposal) => (
        <div key={`${proposal.targetNo}-${proposal.field}-${proposal.value}`} className={classes['line']}>
          <span>
            <b>{proposal.value}</b>{' '}
            {proposal.proposed === null ? null : (
              <>
                → <b>{proposal.proposed}</b>
              </>
            )}
            <small>{t('exchange:screens.valueIn', { file: proposal.file, field: proposal.field, count: proposal.rows })}</small>
          </span>
          {proposal.proposed === null ? (
            <Stands
              proposal={proposal}
              kind={kindOf(proposal)}
              onTake={(stands) => accept([{ ...proposal, proposed: stands }])}
            />
          ) : (
            <Button variant="default" size="compact-md" disabled={check.isPending} onClick={() => accept([proposal])}>
              {t('exchange:screens.take')}
            </Button>
          )}
        </div>
      ))}
    </Card>
  );
}

/** Says by hand what an unknown value stands for, where the field has a list to choose from. */
function Stands({
  proposal,
  kind,
  onTake,
}: {
  proposal: ValueProposal;
  kind: string | undefined;
  onTake: (value: string) => void;
}) {
  const { t } = useTranslation();
  const kinds = useImportKinds();
  const fields = kinds.data?.data.find((one) => one.kind === kind)?.fields ?? [];
  const choices = fields.find(({ key }) => key === proposal.field)?.choices ?? [];
  if (choices.length === 0) return <Chip tone="warn">{t('exchange:screens.unknownValue')}</Chip>;
  return (
    <Select
      aria-label={t('exchange:screens.standsFor', { value: proposal.value })}
      placeholder={t('exchange:screens.unknownValue')}
      data={choices.map(({ value, label }) => ({ value, label }))}
      value={null}
      searchable
      onChange={(value) => (value === null ? undefined : onTake(value))}
    />
  );
}

function Faults({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const faults = useFaults(id, true);
  return (
    <Card
      title={t('exchange:screens.faults')}
      aside={
        <a href={urlOf(downloadImportErrors, { params: { id } })} download>
          {t('exchange:screens.download')}
        </a>
      }
    >
      {(faults.data?.data ?? []).map((fault) => (
        <div key={`${fault.targetNo}-${fault.field ?? ''}-${fault.code}-${fault.text}`} className={classes['line']}>
          <span>
            {fault.text}
            <small>
              {t('exchange:screens.faultWhere', { file: fault.file, rows: fault.rows.join(', ') })}
              {fault.values.length > 0 ? ` · ${fault.values.slice(0, 3).join(' · ')}` : ''}
            </small>
          </span>
          <Chip tone="bad">{t('exchange:screens.rows', { count: fault.count, shown: format.number(fault.count) })}</Chip>
        </div>
      ))}
    </Card>
  );
}

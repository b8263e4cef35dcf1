import { Alert, Button, Checkbox, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../../web/api.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { downloadImportErrors } from '../uploads/contract.ts';
import { addCounts } from '../counts/rules.ts';
import type { Import, TargetReport } from '../contract.ts';
import type { FaultGroup } from '../faults/contract.ts';
import classes from './import.module.css';
import { useFaults, useImportKinds, useStart } from './queries.ts';
import { UnknownValues } from './unknown-values.tsx';

interface CheckResultProps {
  found: Import;
  onEdit: () => void;
}

/** The dry run: what would happen, what is refused and why, what is proposed. */
export function CheckResult({ found, onEdit }: CheckResultProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const start = useStart(found.id);
  const [skips, setSkips] = useState(false);
  const { report } = found;
  if (!report) return null;
  const writes = report.targets.reduce((sum, { counts }) => sum + counts.create + counts.update, 0);
  return (
    <>
      <CountsTable title={t('exchange:screens.counts')} targets={report.targets} />
      {report.proposals.length > 0 ? <UnknownValues found={found} proposals={report.proposals} /> : null}
      {(report.notes ?? []).map(({ targetNo, file, code, rows }) => (
        <Alert key={targetNo} color="gray">
          {t(`exchange:screens.notes.${code}`, { file, count: rows, shown: format.number(rows) })}
        </Alert>
      ))}
      {report.errors > 0 ? <Faults id={found.id} /> : null}
      <div className={classes['actions']}>
        <Button variant="default" onClick={onEdit}>
          {t('exchange:screens.backToMapping')}
        </Button>
        {report.errors > 0 ? (
          <Checkbox
            checked={skips}
            onChange={(event) => setSkips(event.currentTarget.checked)}
            label={t('exchange:screens.skipErrors', { count: report.errors, shown: format.number(report.errors) })}
          />
        ) : null}
        <Button
          disabled={writes === 0 || (report.errors > 0 && !skips)}
          loading={start.isPending}
          onClick={() => start.mutate(skips, { onError: showProblem })}
        >
          {t('exchange:screens.run', { count: writes, shown: format.number(writes) })}
        </Button>
      </div>
    </>
  );
}

/** One line for a kind of record of a file, though the file makes it in several ways: managers and sellers are people. */
function byKind(targets: readonly TargetReport[]): TargetReport[] {
  const groups = Map.groupBy(targets, ({ file, kind }) => `${kind} ${file}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? [others.reduce((sum, { counts }) => ({ ...sum, counts: addCounts(sum.counts, counts) }), first)] : [],
  );
}

/** The kind of records, and the way to all of them: what was imported may be anywhere, whatever their list opens with. */
function KindCell({ label, to }: { label: string; to: string | undefined }) {
  if (to === undefined) return label;
  return (
    <Link to={to} search={{ view: 'all' }}>
      {label}
    </Link>
  );
}

/** What happens to the rows of each file, per kind of record. */
export function CountsTable({
  title,
  targets,
  linkOf,
}: {
  title: string;
  targets: readonly TargetReport[];
  linkOf?: (kind: string) => string | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const kinds = useImportKinds();
  const labels = new Map((kinds.data?.data ?? []).map(({ kind, label }) => [kind, label]));
  const columns = ['create', 'update', 'same', 'skip', 'error'] as const;
  // Nobody reads `user` for people meanwhile.
  if (kinds.isPending) return null;
  return (
    <Card title={title}>
      <Table.ScrollContainer minWidth="var(--counts-width)" className={classes['countsFrame']}>
        <Table horizontalSpacing="md" className={classes['counts']}>
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
            {byKind(targets).map((target) => {
              const label = labels.get(target.kind) ?? target.kind;
              return (
                <Table.Tr key={target.no}>
                  <Table.Td>
                    <KindCell label={label} to={linkOf?.(target.kind)} />
                  </Table.Td>
                  <Table.Td>{target.file}</Table.Td>
                  {columns.map((column) => (
                    <Table.Td key={column} className="cd-num" data-label={t(`exchange:screens.count.${column}`)}>
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

/** The column and the field that it goes to, once where they are called alike. */
const placeOf = ({ column, label }: FaultGroup): string | null =>
  column === null || column === label ? label : `${column} → ${label ?? ''}`;

const longestShown = 60;
const shortened = (value: string): string => (value.length > longestShown ? `${value.slice(0, longestShown)}…` : value);

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
            {fault.label === null ? null : <b>{placeOf(fault)} </b>}
            {fault.text}
            <small>
              {t('exchange:screens.faultWhere', { file: fault.file, rows: fault.rows.join(', '), count: fault.rows.length })}
              {fault.values
                .filter((value) => value !== '')
                .slice(0, 3)
                .map((value) => ` · ${shortened(value)}`)}
            </small>
          </span>
          <Chip tone="bad">{t('exchange:screens.rows', { count: fault.count, shown: format.number(fault.count) })}</Chip>
        </div>
      ))}
    </Card>
  );
}

import { Alert, Button, Progress } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../../web/api.ts';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { Card } from '../../../web/ui/card.tsx';
import { Chip } from '../../../web/ui/chip.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { showProblem } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { downloadImportErrors } from '../uploads/contract.ts';
import type { Import } from '../contract.ts';
import { CheckResult, CountsTable } from './check-result.tsx';
import classes from './import.module.css';
import { MappingEditor } from './mapping-editor.tsx';
import { isWorking, useCancel, useForget, useImport, useImportKinds, useUndo } from './queries.ts';
import { stateTones } from './state-tones.ts';

const editable = new Set<Import['state']>(['uploaded', 'mapped', 'checked']);

/** One import from its files to its result; the page follows the state of the import. */
export function ImportPage() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false });
  const found = useImport(id ?? '');
  const [edits, setEdits] = useState(false);
  const navigate = useNavigate();
  const confirm = useConfirm();
  const forget = useForget(id ?? '');
  const handleDiscard = async (): Promise<void> => {
    const yes = await confirm({
      title: t('exchange:screens.discardTitle'),
      text: t('exchange:screens.discardText'),
      action: t('exchange:screens.discard'),
      isDestructive: true,
    });
    if (yes) forget.mutate(undefined, { onSuccess: () => void navigate({ to: '/import' }), onError: showProblem });
  };
  usePageTitle(found.data?.name ?? t('exchange:objects.import.one'));
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton />;
  const { state } = found.data;
  const discard = {
    key: 'discard',
    label: t('exchange:screens.discard'),
    isDestructive: true,
    onClick: () => void handleDiscard(),
  };
  const maps = state === 'uploaded' || state === 'mapped' || (edits && state === 'checked');
  return (
    <>
      <PageHeader
        title={found.data.name}
        sub={<Chip tone={stateTones[state]}>{t(`exchange:states.${state}`)}</Chip>}
        menu={editable.has(state) ? [discard] : []}
      />
      <div className={classes['page']}>
        {maps ? <MappingEditor found={found.data} onChecked={() => setEdits(false)} /> : null}
        {!maps && state === 'checked' ? <CheckResult found={found.data} onEdit={() => setEdits(true)} /> : null}
        {isWorking(state) ? <Working found={found.data} /> : null}
        {['done', 'cancelled', 'failed', 'undone'].includes(state) ? <Result found={found.data} /> : null}
      </div>
    </>
  );
}

/** A job at work: how far it is, and the way to stop it. */
function Working({ found }: { found: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cancel = useCancel(found.id);
  const { done, total } = found.progress;
  return (
    <Card title={t(`exchange:states.${found.state}`)} padded>
      <Progress value={total === 0 ? 0 : (done / total) * 100} size="lg" aria-label={t('exchange:screens.progress')} />
      <p role="status" style={total === 0 ? { visibility: 'hidden' } : undefined}>
        {t('exchange:screens.progressOf', { done: format.number(done), total: format.number(total) })}
      </p>
      {found.state === 'running' ? <p>{t('exchange:screens.resumes')}</p> : null}
      {found.state === 'running' || found.state === 'checking' ? (
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(undefined, { onError: showProblem })}>
          {t('exchange:screens.stop')}
        </Button>
      ) : null}
    </Card>
  );
}

const lists: Partial<Record<string, string>> = {
  account: '/accounts',
  contact: '/contacts',
  product: '/products',
  productVariant: '/products',
  customerNumber: '/products',
  bookPrice: '/price-books',
  competitor: '/competitors',
  lead: '/leads',
  deal: '/deals/list',
  user: '/settings/members',
  team: '/settings/teams',
};

function Result({ found }: { found: Import }) {
  const { t } = useTranslation();
  const confirm = useConfirm();
  const format = useFormat();
  const undo = useUndo(found.id);
  const { targets, undone, kept } = found.progress;
  const refused = targets.reduce((sum, { counts }) => sum + counts.error, 0);
  const created = targets.reduce((sum, { counts }) => sum + counts.create, 0);
  const kinds = useImportKinds();
  const restored = targets
    .filter(({ kind }) => kinds.data?.data.some((each) => each.kind === kind && each.isRestored))
    .reduce((sum, { counts }) => sum + counts.update, 0);
  const handleUndo = async (): Promise<void> => {
    const count = created + restored;
    const yes = await confirm({
      title: t(restored > 0 ? 'exchange:screens.undoTitleRestored' : 'exchange:screens.undoTitle', {
        count,
        shown: format.number(count),
      }),
      text: t(restored > 0 ? 'exchange:screens.undoTextRestored' : 'exchange:screens.undoText'),
      action: t('exchange:screens.undo'),
      isDestructive: true,
    });
    if (yes) undo.mutate(undefined, { onError: showProblem });
  };
  return (
    <>
      {found.fault ? (
        <Alert color="red" title={t('exchange:states.failed')}>
          {found.fault.text}
        </Alert>
      ) : null}
      {found.state === 'undone' ? (
        <Alert color="gray" title={t('exchange:states.undone')}>
          {t('exchange:screens.undoneOf', { undone: format.number(undone), kept: format.number(kept) })}
        </Alert>
      ) : null}
      <CountsTable title={t('exchange:screens.countsDone')} targets={targets} linkOf={(kind) => lists[kind]} />
      <div className={classes['actions']}>
        {refused > 0 ? (
          <a href={urlOf(downloadImportErrors, { params: { id: found.id } })} download>
            {t('exchange:screens.errorFile', { count: refused, shown: format.number(refused) })}
          </a>
        ) : null}
        <Link to="/import">{t('exchange:screens.another')}</Link>
        {['done', 'cancelled', 'failed'].includes(found.state) && created + restored > 0 ? (
          <Button variant="default" loading={undo.isPending} onClick={() => void handleUndo()}>
            {t('exchange:screens.undo')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

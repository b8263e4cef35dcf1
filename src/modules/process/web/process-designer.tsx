import { Alert, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormConflict } from '../../../web/form-conflict.tsx';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { Card } from '../../../web/ui/card.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { showDone, showProblem, showUndo } from '../../../web/ui/toast.tsx';
import { type FormClash } from '../../../web/use-draft.ts';
import { currentOf } from '../../../web/problem.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { ProcessVersion, StageInput } from '../contract.ts';
import { type DesignerField, type Draft, movedTo, newStage } from './designer-rules.ts';
import { useLocalized } from './localized-name.ts';
import classes from './process.module.css';
import type { OwnFigures, UseOwnFigures } from './own-figures.ts';
import { PublishDialog } from './publish-dialog.tsx';
import { useDiff, useDiscardDraft, useUpdateDraft } from './designer-queries.ts';
import { useVersion } from './queries.ts';
import { Handle, useReorder } from './reorder.tsx';
import { StageEditor } from './stage-editor.tsx';
import { TouchedDeals } from './touched-deals.tsx';
import { useDesignerDraft, useDraftFields } from './use-designer-draft.ts';

interface DesignerProps {
  /** Fields of a deal that criteria may ask for. */
  fields: readonly DesignerField[];
  useOwnFigures: UseOwnFigures;
}

/** The designer: a draft's stages, tasks and criteria are edited here, then published. */
export function ProcessDesigner(props: DesignerProps) {
  const { id } = useParams({ strict: false });
  const version = useVersion(id ?? '');
  if (version.error) return <ErrorState error={version.error} onRetry={() => void version.refetch()} />;
  return version.data ? <Editor key={version.data.id} version={version.data} {...props} /> : <PageSkeleton />;
}

function Editor({ version, fields, useOwnFigures }: DesignerProps & { version: ProcessVersion }) {
  return <EditorParts version={version} fields={fields} rateOf={useOwnFigures(version.processId).rateOf} />;
}

interface EditorProps {
  version: ProcessVersion;
  fields: readonly DesignerField[];
  rateOf: OwnFigures['rateOf'];
}

function EditorParts({ version, fields, rateOf }: EditorProps) {
  const { t } = useTranslation();
  const localized = useLocalized();
  usePageTitle(t('process:screens.draftOf', { name: localized(version.names) }));
  const { draft, setDraft, isChanged, clash, ...own } = useDesignerDraft(version);
  const [at, setAt] = useState(0);
  const [isPublishing, setPublishing] = useState(false);
  const save = useUpdateDraft(version.id);
  // The list shows at once what was chosen; the form of a stage takes longer to draw.
  const shown = Math.min(useDeferredValue(at), draft.length - 1);
  const listed = useDeferredValue(draft);
  const handleSaved = (saved: ProcessVersion): void => {
    own.begin(saved);
    showDone(t('process:screens.draftSaved'));
  };
  const handleSave = (): void =>
    save.mutate({ version: own.version, stages: draft }, { onSuccess: handleSaved, onError: own.meet });
  return (
    <>
      <PageHeader
        title={t('process:screens.draftOf', { name: localized(version.names) })}
        sub={t(isChanged ? 'process:screens.unsaved' : 'process:screens.saved')}
        aside={
          <Button variant="default" disabled={!isChanged} loading={save.isPending} onClick={handleSave}>
            {t('process:screens.saveDraft')}
          </Button>
        }
        menu={useDiscardMenu(version)}
        primary={
          <Button disabled={isChanged} onClick={() => setPublishing(true)}>
            {t('process:screens.publish')}
          </Button>
        }
      />
      <div className={classes['editor']}>
        <div className={classes['parts']}>
          <StageList draft={listed} at={at} onSelect={setAt} onChange={setDraft} />
          <Touched versionId={version.id} />
        </div>
        <div>
          <Refusal draft={draft} clash={clash} error={save.error} />
          <ChosenStage version={version} fields={fields} rateOf={rateOf} draft={draft} at={shown} onChange={setDraft} />
        </div>
      </div>
      {isPublishing ? <PublishDialog version={version} onClose={() => setPublishing(false)} /> : null}
    </>
  );
}

interface ChosenStageProps extends EditorProps {
  draft: Draft;
  at: number;
  onChange: (update: (draft: Draft) => Draft) => void;
}

function ChosenStage({ version, fields, rateOf, draft, at, onChange }: ChosenStageProps) {
  const stage = draft[at];
  const stageKey = stage?.key;
  const handleChange = (patch: Partial<StageInput>): void =>
    onChange((old) => old.map((one) => (one.key === stageKey ? { ...one, ...patch } : one)));
  if (!stage) return null;
  const stageId = version.stages.find(({ key }) => key === stageKey)?.id;
  const ownRate = stageId === undefined ? null : rateOf(stageId);
  return <StageEditor key={stageKey} draft={draft} stage={stage} fields={fields} ownRate={ownRate} onChange={handleChange} />;
}

/** Why a draft was not saved, or what somebody else saved of it meanwhile. */
function Refusal({ draft, clash, error }: { draft: Draft; clash: FormClash | null; error: Error | null }) {
  const problemText = useProblemText();
  const fields = useDraftFields(draft, clash);
  return (
    <>
      <FormConflict clash={clash} fields={fields} />
      {error && !currentOf(error) ? (
        <Alert color="red" role="alert" mb="sm">
          {problemText(error)}
        </Alert>
      ) : null}
    </>
  );
}

function Touched({ versionId }: { versionId: string }) {
  const { t } = useTranslation();
  const diff = useDiff(versionId, true);
  return diff.data ? (
    <Card title={t('process:screens.touches')} padded>
      <TouchedDeals openDeals={diff.data.openDeals} />
    </Card>
  ) : null;
}

function useDiscardMenu(version: ProcessVersion) {
  const { t } = useTranslation();
  const confirm = useConfirm();
  const navigate = useNavigate();
  const discard = useDiscardDraft();
  const handleDiscard = async (): Promise<void> => {
    const yes = await confirm({
      title: t('process:screens.discardTitle'),
      text: t('process:screens.discardText'),
      action: t('process:screens.discard'),
      isDestructive: true,
    });
    if (yes) discard.mutate(version.id, { onSuccess: () => void navigate({ to: '/process' }), onError: showProblem });
  };
  return [{ key: 'discard', label: t('process:screens.discard'), isDestructive: true, onClick: () => void handleDiscard() }];
}

interface StageListProps {
  draft: Draft;
  at: number;
  onSelect: (index: number) => void;
  onChange: (update: (draft: Draft) => Draft) => void;
}

function StageList({ draft, at, onSelect, onChange }: StageListProps) {
  const { t, i18n } = useTranslation();
  const localized = useLocalized();
  const order = useReorder(draft, (_next, from, to) => {
    onChange((old) => movedTo(old, from, to));
    onSelect(to);
  });
  const handleAdd = (): void => {
    const names = { [i18n.language === 'en' ? 'en' : 'zh-Hans']: t('process:screens.newStage') };
    onChange((old) => [...old, newStage(old, old.at(-1)?.phase ?? 1, names)]);
    onSelect(draft.length);
  };
  const handleRemove = (): void => {
    const removed = draft[at];
    if (!removed) return;
    onChange((old) => old.filter(({ key }) => key !== removed.key));
    onSelect(Math.max(0, at - 1));
    showUndo(t('process:screens.stageRemoved', { name: localized(removed.names) }), () => {
      onChange((old) => old.toSpliced(at, 0, removed));
      onSelect(at);
    });
  };
  return (
    <Card title={t('process:screens.stages')}>
      {draft.map((stage, index) => (
        <div key={stage.key} className={classes['stageItem']} data-on={index === at || undefined} {...order.row(index)}>
          <Handle name={localized(stage.names)} {...order.handle(index)} />
          <button type="button" aria-pressed={index === at} onClick={() => onSelect(index)}>
            {index + 1} {localized(stage.names)}
          </button>
        </div>
      ))}
      <div className={classes['foot']}>
        <Button variant="subtle" size="compact-md" leftSection={<IconPlus size={16} />} onClick={handleAdd}>
          {t('process:screens.addStage')}
        </Button>
        <Button
          variant="subtle"
          size="compact-md"
          color="red"
          leftSection={<IconTrash size={16} />}
          disabled={draft.length < 2}
          onClick={handleRemove}
        >
          {t('process:screens.removeStage')}
        </Button>
      </div>
    </Card>
  );
}

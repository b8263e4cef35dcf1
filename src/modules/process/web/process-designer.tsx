import { ActionIcon, Alert, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../../web/ui/page-skeleton.tsx';
import { usePageTitle } from '../../../web/page-title.ts';
import { Card } from '../../../web/ui/card.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { PageHeader } from '../../../web/ui/page-header.tsx';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { ProcessVersion } from '../contract.ts';
import { type Draft, draftOf, moved, newStage } from './designer-rules.ts';
import { useLocalized } from './localized-name.ts';
import classes from './process.module.css';
import { PublishDialog } from './publish-dialog.tsx';
import { useDiscardDraft, useUpdateDraft, useVersion } from './queries.ts';
import { StageEditor } from './stage-editor.tsx';

/** The designer: a draft's stages, tasks and criteria are edited here, then published. */
export function ProcessDesigner() {
  const { id } = useParams({ strict: false });
  const version = useVersion(id ?? '');
  if (version.error) return <ErrorState error={version.error} onRetry={() => void version.refetch()} />;
  // A saved draft comes back with another version number; the editor then starts from it.
  return version.data ? <Editor key={version.data.version} version={version.data} /> : <PageSkeleton />;
}

function Editor({ version }: { version: ProcessVersion }) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const problemText = useProblemText();
  usePageTitle(t('process:screens.draftOf', { name: localized(version.names) }));
  const [draft, setDraft] = useState<Draft>(() => draftOf(version));
  const [at, setAt] = useState(0);
  const [isPublishing, setPublishing] = useState(false);
  const save = useUpdateDraft(version.id);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(version));
  const stage = draft[at];
  const handleSave = (): void =>
    save.mutate({ version: version.version, stages: draft }, { onSuccess: () => showDone(t('process:screens.draftSaved')) });
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
        <StageList draft={draft} at={at} onSelect={setAt} onChange={setDraft} />
        <div>
          {save.error ? (
            <Alert color="red" role="alert" mb="sm">
              {problemText(save.error)}
            </Alert>
          ) : null}
          {stage ? (
            <StageEditor
              key={stage.key}
              draft={draft}
              stage={stage}
              onChange={(next) => setDraft(draft.map((old, index) => (index === at ? next : old)))}
            />
          ) : null}
        </div>
      </div>
      {isPublishing ? <PublishDialog version={version} onClose={() => setPublishing(false)} /> : null}
    </>
  );
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
  onChange: (draft: Draft) => void;
}

function StageList({ draft, at, onSelect, onChange }: StageListProps) {
  const { t, i18n } = useTranslation();
  const localized = useLocalized();
  const shift = (index: number, by: 1 | -1): void => {
    onChange(moved(draft, index, by));
    onSelect(index + by);
  };
  const handleAdd = (): void => {
    onChange([
      ...draft,
      newStage(draft, draft.at(-1)?.phase ?? 1, { [i18n.language === 'en' ? 'en' : 'zh-Hans']: t('process:screens.newStage') }),
    ]);
    onSelect(draft.length);
  };
  const handleRemove = (): void => {
    onChange(draft.filter((_, index) => index !== at));
    onSelect(Math.max(0, at - 1));
  };
  return (
    <Card title={t('process:screens.stages')}>
      {draft.map((stage, index) => (
        <StageItem
          key={stage.key}
          name={localized(stage.names)}
          index={index}
          isOn={index === at}
          isLast={index === draft.length - 1}
          onSelect={() => onSelect(index)}
          onShift={(by) => shift(index, by)}
        />
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

interface StageItemProps {
  name: string;
  index: number;
  isOn: boolean;
  isLast: boolean;
  onSelect: () => void;
  onShift: (by: 1 | -1) => void;
}

function StageItem({ name, index, isOn, isLast, onSelect, onShift }: StageItemProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['stageItem']} data-on={isOn || undefined}>
      <button type="button" aria-pressed={isOn} onClick={() => onSelect()}>
        {index + 1} {name}
      </button>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={index === 0}
        aria-label={t('process:screens.moveUp', { name })}
        onClick={() => onShift(-1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={isLast}
        aria-label={t('process:screens.moveDown', { name })}
        onClick={() => onShift(1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
    </div>
  );
}

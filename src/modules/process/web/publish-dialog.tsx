import { Alert, Button, Group, Loader, Modal, Radio, Select, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showDone } from '../../../web/ui/toast.tsx';
import { useFormat } from '../../../web/use-format.ts';
import { useProblemText } from '../../../web/use-problem-text.ts';
import type { ProcessVersion } from '../contract.ts';
import type { VersionDiff } from '../designer/contract.ts';
import { ChangeList } from './change-list.tsx';
import { useLocalized } from './localized-name.ts';
import { useDiff, usePublishDraft } from './designer-queries.ts';
import { TouchedDeals } from './touched-deals.tsx';

interface PublishDialogProps {
  version: ProcessVersion;
  onClose: () => void;
}

/** What publishing changes, which open deals it touches, and whether they move or stay. */
export function PublishDialog({ version, onClose }: PublishDialogProps) {
  const { t } = useTranslation();
  const diff = useDiff(version.id, true);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('process:screens.publishTitle')}
      closeButtonProps={{ 'aria-label': t('web:actions.close') }}
    >
      {diff.data ? <PublishForm version={version} diff={diff.data} onClose={onClose} /> : <Loader />}
    </Modal>
  );
}

function PublishForm({ version, diff, onClose }: PublishDialogProps & { diff: VersionDiff }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const format = useFormat();
  const problemText = useProblemText();
  const publish = usePublishDraft(version.id);
  const [moves, setMoves] = useState(false);
  const [mapping, setMapping] = useState(() => new Map(diff.openDeals.map(({ stageId, toStageId }) => [stageId, toStageId])));
  const total = diff.openDeals.reduce((sum, { count }) => sum + count, 0);
  const pairs = [...mapping].flatMap(([fromStageId, toStageId]) => (toStageId ? [{ fromStageId, toStageId }] : []));
  const isWhole = !moves || diff.openDeals.every(({ stageId, count }) => count === 0 || mapping.get(stageId));
  const handlePublish = (): void =>
    publish.mutate(
      { version: version.version, ...(moves ? { mapping: pairs } : {}) },
      {
        onSuccess: ({ movedDeals }) => {
          showDone(t('process:screens.published', { count: movedDeals }));
          void navigate({ to: '/process' });
        },
      },
    );
  return (
    <Stack gap="sm">
      {publish.error ? (
        <Alert color="red" role="alert">
          {problemText(publish.error)}
        </Alert>
      ) : null}
      <ChangeList version={version} diff={diff} />
      {moves ? null : <TouchedDeals openDeals={diff.openDeals} />}
      <Radio.Group
        label={t('process:screens.openDeals', { count: total, shown: format.number(total) })}
        value={moves ? 'move' : 'stay'}
        onChange={(value) => setMoves(value === 'move')}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="stay" label={t('process:screens.dealsStay')} />
          <Radio value="move" label={t('process:screens.dealsMove')} disabled={total === 0} />
        </Stack>
      </Radio.Group>
      {moves ? <Mapping version={version} diff={diff} mapping={mapping} onChange={setMapping} /> : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('web:actions.cancel')}
        </Button>
        <Button disabled={!isWhole} loading={publish.isPending} onClick={handlePublish}>
          {t('process:screens.publish')}
        </Button>
      </Group>
    </Stack>
  );
}

interface MappingProps {
  version: ProcessVersion;
  diff: VersionDiff;
  mapping: Map<string, string | null>;
  onChange: (mapping: Map<string, string | null>) => void;
}

function Mapping({ version, diff, mapping, onChange }: MappingProps) {
  const { t } = useTranslation();
  const localized = useLocalized();
  const stages = version.stages.map(({ id, names }) => ({ value: id, label: localized(names) }));
  return (
    <>
      {diff.openDeals
        .filter(({ count }) => count > 0)
        .map(({ stageId, names, versionNumber, count }) => (
          <Select
            key={stageId}
            label={t('process:screens.mapStage', { stage: localized(names), number: versionNumber, count })}
            data={stages}
            value={mapping.get(stageId) ?? null}
            onChange={(to) => onChange(new Map(mapping).set(stageId, to))}
            required
          />
        ))}
    </>
  );
}

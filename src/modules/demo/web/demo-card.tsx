import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { kindLabel, recordPath } from '../../../web/kinds.ts';
import { Card } from '../../../web/ui/card.tsx';
import { useConfirm } from '../../../web/ui/confirm.tsx';
import { ErrorState } from '../../../web/ui/error-state.tsx';
import { showOutcome } from '../../../web/ui/toast.tsx';
import type { Kept } from '../contract.ts';
import { LoadDemoButton } from './load-demo-button.tsx';
import { useDemo, useRemoveDemo } from './queries.ts';

/** What the sample company is, and the one button that brings it or takes it away. */
export function DemoCard() {
  const { t } = useTranslation();
  const demo = useDemo();
  const remove = useRemoveDemo();
  const kept = remove.data?.kept ?? [];
  return (
    <Card title={t('demo:screens.title')} padded>
      <Stack gap="sm">
        <Text size="sm">{t('demo:screens.intro')}</Text>
        {demo.error ? <ErrorState error={demo.error} onRetry={() => void demo.refetch()} /> : null}
        {demo.isPending ? <Skeleton height={36} /> : null}
        {demo.data?.isLoaded ? <Text size="sm">{t('demo:screens.holds', demo.data.counts)}</Text> : null}
        {kept.length > 0 ? <KeptList kept={kept} /> : null}
        <Group>{demo.data?.isLoaded ? <RemoveButton remove={remove} /> : <LoadDemoButton />}</Group>
      </Stack>
    </Card>
  );
}

function RemoveButton({ remove }: { remove: ReturnType<typeof useRemoveDemo> }) {
  const { t } = useTranslation();
  const confirm = useConfirm();
  const handleRemove = async (): Promise<void> => {
    const isSure = await confirm({
      title: t('demo:screens.removeTitle'),
      text: t('demo:screens.removeText'),
      action: t('demo:screens.remove'),
      isDestructive: true,
    });
    if (isSure) await showOutcome(remove.mutateAsync(), t('demo:screens.removed'));
  };
  return (
    <Button variant="default" loading={remove.isPending} onClick={() => void handleRemove()}>
      {t('demo:screens.remove')}
    </Button>
  );
}

/** What may stay without a page of its own. */
const pathless = ['user', 'team', 'priceBook', 'promotion'] as const;

/** What stayed, each with the way to it. */
function KeptList({ kept }: { kept: readonly Kept[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm">{t('demo:screens.kept', { count: kept.length })}</Text>
      <ul>
        {kept.map(({ id, kind, title }) => {
          const path = recordPath(kind, id);
          return (
            <li key={id}>
              <Text size="sm" span>
                {path ? t(kindLabel(kind)) : t(`demo:screens.${pathless.find((one) => one === kind) ?? 'team'}`)} ·{' '}
                {path ? <Link to={path}>{title}</Link> : title}
              </Text>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

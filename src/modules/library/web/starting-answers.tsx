import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call, keyOf } from '../../../web/api.ts';
import { showDone, showProblem } from '../../../web/ui/toast.tsx';
import { addStartingMaterials, materials } from '../contract.ts';

/** Fills an empty library with the answers that come with the product. */
export function StartingAnswers() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: () => call(addStartingMaterials),
    onSuccess: async ({ added }) => {
      await client.invalidateQueries({ queryKey: keyOf(materials.list).slice(0, 1) });
      showDone(t('library:startingAdded', { count: added }));
    },
    onError: showProblem,
  });
  return (
    <Button variant="default" loading={add.isPending} onClick={() => add.mutate()}>
      {t('library:addStarting')}
    </Button>
  );
}

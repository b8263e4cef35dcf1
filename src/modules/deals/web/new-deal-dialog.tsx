import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { EntityForm } from '../../../web/entity/entity-form.tsx';
import type { FormValues } from '../../../web/entity/form-values.ts';
import { newDealUi } from './deal-ui.ts';

/** Creates a deal and opens it. */
export function NewDealDialog({ onClose, preset }: { onClose: () => void; preset?: FormValues }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const handleSaved = (row: { id: string }): void => {
    void client.invalidateQueries({ queryKey: ['deals'] });
    void navigate({ to: '/deals/$id', params: { id: row.id } });
  };
  return <EntityForm ui={newDealUi} row={null} preset={preset} isOpen onClose={onClose} onSaved={handleSaved} />;
}

import { useTranslation } from 'react-i18next';
import { exportFormats, type ExportFormat } from '../../../modules/records/entities/contract.ts';
import { download } from '../../api.ts';
import { showDone, showProblem } from '../../ui/toast.tsx';
import { fieldOf, type EntityUi } from '../entity-ui.ts';
import type { Column } from './columns.ts';
import type { listQueryOf } from './use-rows.ts';

/** Everything a list shows, or the rows named by their ids. */
type Wanted = ReturnType<typeof listQueryOf> | { ids: readonly string[] };

/** The kinds of file a list can be taken away as, each with its words and what starts it: columns and order as on screen. */
export function useExports(ui: EntityUi, columns: readonly Column[]) {
  const { t } = useTranslation();
  const keys = columns.flatMap(({ key }) => (fieldOf(ui, key) ? [key] : [])).join(',');
  const start = async (format: ExportFormat, wanted: Wanted): Promise<void> => {
    showDone(t('web:export.started'));
    const shape = { format, columns: keys };
    const sent =
      'ids' in wanted
        ? download(ui.api.exportChosen, { body: { ids: wanted.ids, ...shape } })
        : download(ui.api.export, { query: { ...wanted, ...shape } });
    await sent.catch(showProblem);
  };
  return exportFormats.map((format) => ({
    format,
    label: t(`web:export.${format}`),
    start: (wanted: Wanted) => void start(format, wanted),
  }));
}

import { lazyOpen } from '../../lazy-open.tsx';

export const ViewDialog = lazyOpen(async () => (await import('./view-dialog.tsx')).ViewDialog);

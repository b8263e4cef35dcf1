import { lazyOpen } from '../../../web/lazy-open.tsx';

export const FieldDialog = lazyOpen(async () => (await import('./field-dialog.tsx')).FieldDialog);

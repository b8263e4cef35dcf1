import type { ReactNode } from 'react';

export interface ConfirmQuestion {
  title: string;
  text?: ReactNode;
  /** The verb on the button: "Delete 3 deals". */
  action: string;
  isDestructive?: boolean;
}

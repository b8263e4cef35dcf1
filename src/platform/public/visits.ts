export const devices = ['phone', 'tablet', 'computer', 'unknown'] as const;
export type Device = (typeof devices)[number];

/** The programs that people open links in: a browser, or the one inside a chat program. */
export const readerApps = ['browser', 'wechat', 'wecom', 'dingtalk', 'feishu'] as const;
export type ReaderApp = (typeof readerApps)[number];

/** Why a visit is not somebody reading: a colleague looks, or a machine does before the reader. */
export const uncounted = ['colleague', 'head', 'prefetch', 'preview', 'scanner', 'program'] as const;
export type Uncounted = (typeof uncounted)[number];

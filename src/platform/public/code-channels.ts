/** Ways by which a reader gets a code. */
export const codeChannels = ['mail', 'sms'] as const;
export type CodeChannel = (typeof codeChannels)[number];

/** When a reader is asked for it: before anything is shown, or only when they bind themselves by a form of the page. */
export const codeMoments = ['opening', 'accepting'] as const;
export type CodeMoment = (typeof codeMoments)[number];

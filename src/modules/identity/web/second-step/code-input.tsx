import { TextInput, type TextInputProps } from '@mantine/core';

/** Where a code of an authenticator app is typed, pasted or filled in by the browser. */
export function CodeInput({ isAppCode = true, ...props }: TextInputProps & { isAppCode?: boolean }) {
  return (
    <TextInput
      {...props}
      autoComplete={isAppCode ? 'one-time-code' : 'off'}
      inputMode={isAppCode ? 'numeric' : 'text'}
      spellCheck={false}
      styles={{ input: { fontFamily: 'ui-monospace, monospace', fontSize: 18, letterSpacing: '0.08em' } }}
    />
  );
}

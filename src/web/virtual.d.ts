declare module 'virtual:words/*' {
  const words: Record<string, Record<string, unknown>>;
  export default words;
}

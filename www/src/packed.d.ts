declare module 'planscore-files-packed' {
  /** The second module, gzipped, in base64. */
  const packed: string;
  export default packed;
}
declare module 'planscore-samples' {
  /** The sample files' texts by name. */
  const samples: Record<string, string>;
  export default samples;
}

declare module '*.css' {
  /** The text of a style sheet. */
  const css: string;
  export default css;
}

declare module 'planscore-packed' {
  /** The core module, gzipped, in base64. */
  const packed: string;
  export default packed;
}

declare module 'planscore-files-packed' {
  /** The module for Office files, gzipped, in base64. */
  const packed: string;
  export default packed;
}

declare module 'planscore-worker-script' {
  /** The worker's script, to be run from a blob. */
  const script: string;
  export default script;
}

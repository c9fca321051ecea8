declare module 'planscore-packed' {
  /** The core module, gzipped, in base64. */
  const packed: string;
  export default packed;
}

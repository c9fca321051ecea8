/** The core's bytes, gzipped and in base64. */
export { default } from 'planscore-packed';

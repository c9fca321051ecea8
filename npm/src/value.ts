/** Customer value: how often customers will buy, for how much, and what that is worth today. */
import * as raw from 'planscore-raw';
import { open, type Orders } from './datasets.js';
import { call } from './runtime.js';
import type { CustomerValue, ValueModel, ValueOptions } from './types.js';

/** Fits BG/NBD or MBG/NBD and Gamma-Gamma, and values every customer. */
export function fitCustomerValue(orders: Orders, options: ValueOptions = {}): { fit: ValueModel; customers: CustomerValue[] } {
  const { onProgress, ...rest } = options ?? {};
  return call(() => raw.fitCustomerValue(open(orders), rest, onProgress ?? (() => undefined)));
}

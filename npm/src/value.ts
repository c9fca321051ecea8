/** Customer value: how often customers will buy, for how much, and what that is worth today. */
import * as raw from 'planscore-raw';
import type { Progress } from './columns.js';
import { open, type Orders } from './datasets.js';
import { call } from './runtime.js';
import type { ValueFit, ValueOptions } from './types.js';

/**
 * Fits BG/NBD or MBG/NBD and Gamma-Gamma, and values every customer.
 *
 * @example
 * const { customers } = fitCustomerValue(orders, { horizonDays: 90, onProgress: (done) => console.log(done) });
 * console.log(customers.map(({ customer, value }) => `${customer}: ${value}`));
 */
export function fitCustomerValue(orders: Orders, options: ValueOptions & Progress = {}): ValueFit {
  const { onProgress, ...rest } = options ?? {};
  return call(() => raw.fitCustomerValue(open(orders), rest, onProgress ?? (() => undefined)));
}

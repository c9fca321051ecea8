/** Customer value: how often customers will buy, for how much, and what that is worth today. */
import * as raw from 'planscore-raw';
import { open, type Orders } from './datasets.js';
import { call } from './runtime.js';
import type { CustomerValue, ValueModel, ValueOptions } from './types.js';

/** Fits BG/NBD or MBG/NBD and Gamma-Gamma, and values every customer; what `onProgress` throws is thrown at the end. */
export function fitCustomerValue(orders: Orders, options: ValueOptions = {}): { fit: ValueModel; customers: CustomerValue[] } {
  const { onProgress, ...rest } = options ?? {};
  const thrown: unknown[] = [];
  const tell = (fraction: number): void => {
    try {
      onProgress?.(fraction);
    } catch (error) {
      thrown.push(error);
    }
  };
  const answer = call(() => raw.fitCustomerValue(open(orders), rest, tell));
  if (thrown.length > 0) throw thrown[0];
  return answer;
}

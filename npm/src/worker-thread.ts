/** The worker's side: takes the module that the page compiled, then answers. */
import { attend, type Scope } from './remote/attend.js';

declare const self: Scope;

attend(self);

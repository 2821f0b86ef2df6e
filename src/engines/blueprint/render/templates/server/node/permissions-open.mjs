// There are no accounts here: whoever reaches the application may do everything.
/** Whether this person decides on what others propose and changes what others made. */
export const manages = () => true;
/** Whether people are told apart by accounts. */
export const hasAccounts = false;
/** Whether this person may look at things. */
export const reads = () => true;
/** Whether something may be done. */
export const may = () => true;
/** Nobody has to sign in. */
export function mustBeKnown() {}
/** Everything may be done. */
export function must() {}

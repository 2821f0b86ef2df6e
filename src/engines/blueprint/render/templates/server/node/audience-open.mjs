// Whom something concerns where there are no accounts: everybody who opens the application, together.
const everybody = () => ['everybody'];
const nobody = () => [];

/** Those whom something concerns. */
export function audience() {
  return { managers: everybody, owners: everybody, inside: nobody, named: nobody, keepers: everybody };
}

/** Where the notices of a person are. */
audience.mailbox = () => 'everybody';

/** A failure of the local run that its user can understand and mend: one sentence, no stack trace. */
export class LocalFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LocalFailure';
  }
}

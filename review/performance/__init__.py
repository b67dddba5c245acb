"""Commands on the performance of the OPD: reporting, verification, evidence, objections."""

"""Work done later: jobs lie in PostgreSQL and are deferred inside the transaction that wants them."""

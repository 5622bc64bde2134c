/// Reading Postgres: pages of rows as the API shows them, and the lock that makes one console
/// write.
@NullMarked
package aifactory.console.ledger;

import org.jspecify.annotations.NullMarked;

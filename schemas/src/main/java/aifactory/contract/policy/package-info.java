/// What may be used: source policies and takedowns as one immutable table, decided the same way in
/// every room.
@NullMarked
package aifactory.contract.policy;

import org.jspecify.annotations.NullMarked;
